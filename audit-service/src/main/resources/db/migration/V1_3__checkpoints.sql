-- A checkpoint names the one before it: one that is taken out is missed, and two replicas cannot both go on from one.
alter table audit_checkpoint
    add column previous bigint not null, -- size of the checkpoint before; 0 for the first
    add constraint audit_checkpoint_no_fork unique (clinic, previous);

-- Roots of the tree over 1024 hashes each, so that a proof need not read all of them. They follow from the hashes: a wrong
-- one makes a proof that does not hold, which is seen before it is given out.
create table audit_tree (
    clinic text   not null,
    block  bigint not null, -- the hashes of the entries 1024 * block + 1 to 1024 * (block + 1)
    root   bytea  not null,
    constraint audit_tree_once primary key (clinic, block)
);

-- Roots that were altered or removed, made anew by the service from hashes that carry its code.
create function audit_mend_tree(of_clinic text, blocks bigint[], roots text[]) returns void
language sql security definer set search_path = public, pg_temp as $$
    insert into audit_tree (clinic, block, root)
    select of_clinic, mended.block, decode(mended.root, 'hex') from unnest(blocks, roots) as mended (block, root)
    on conflict (clinic, block) do update set root = excluded.root
$$;
