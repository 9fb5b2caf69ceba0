-- Callers that are, or were, shut out. A network's address stands here alone, for those who have to look at it, and
-- goes with the row; everywhere else it has the name in subject.
create table access_block (
    block_id    uuid        primary key,
    seq         bigint      not null generated always as identity,
    kind        text        not null,
    subject     text        not null,
    network     text,
    clinic      text,
    step        int         not null,
    blocked_at  timestamptz not null,
    until_at    timestamptz not null,
    reason      text,
    blocked_by  text,
    lifted_at   timestamptz,
    lifted_by   text,
    lift_reason text,
    version     int         not null,
    -- By a person who operates the platform; nobody else lifts it.
    by_operator boolean     not null default false,
    -- The transaction of the last change, by which a replica reads what it may not have seen; as in access_key.
    changed_in  xid8        not null default pg_current_xact_id(),
    constraint access_block_kind_is_known check (kind in ('KEY', 'ADDRESS')),
    constraint access_block_of_a_key_has_its_clinic check ((kind = 'KEY') = (clinic is not null)),
    constraint access_block_of_a_network_has_its_address check ((kind = 'ADDRESS') = (network is not null)),
    constraint access_block_lasts check (until_at >= blocked_at)
);

-- The order of the lists: all, and a clinic's.
create unique index access_block_seq on access_block (seq);
create index access_block_clinic_seq on access_block (clinic, seq);

-- The last block of a caller, which decides how long the next one is.
create index access_block_subject on access_block (kind, subject, seq);
create index access_block_network on access_block (network, seq) where network is not null;

create index access_block_changed_in on access_block (changed_in);

create trigger access_block_is_changed before update on access_block
    for each row when (new.version is distinct from old.version)
    execute function access_key_change();

-- What is to be forgotten.
create index access_block_until on access_block (until_at);
