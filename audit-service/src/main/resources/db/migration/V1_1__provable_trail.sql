-- The trail: entries that cannot be bent. A role that is not the owner inserts and reads; nobody updates or deletes.

-- What was recorded before there were chains. It is appended to them once more, at the next start, and then dropped: what
-- stands there is taken as it is, so the door is open no longer than it must be.
alter table audit_entry rename to audit_entry_before;
alter table audit_entry_before rename constraint audit_entry_pkey to audit_entry_before_pkey;
alter table audit_entry_before rename constraint audit_entry_outcome to audit_entry_before_outcome;
drop index audit_entry_id;
drop index audit_entry_actor;
drop index audit_entry_resource;
do $$
begin
    if not exists (select from audit_entry_before) then
        drop table audit_entry_before;
    end if;
end $$;

create table audit_entry (
    clinic          text        not null, -- '' where the caller, and so the clinic, could not be told
    position        bigint      not null, -- in the chain of the clinic, from 1
    occurred_at     timestamptz not null,
    recorded_at     timestamptz not null,
    id              uuid        not null,
    actor           text,                 -- null where it is the person itself
    action          text        not null,
    resource_type   text        not null,
    resource_id     text,                 -- null where it is the person itself
    person          uuid,                 -- pseudonym of the patient whom it is about
    sealed          bytea,                -- personal details, encrypted under the key of that person
    outcome         text        not null,
    code            text,
    address         text,                 -- null where it is the person's
    request_id      text,
    trace_id        text,
    duration_millis bigint      not null,
    emitter         text        not null,
    process         text        not null,
    sequence        bigint      not null,
    -- The same entry always has the same time, so this makes a second delivery harmless.
    constraint audit_entry_once primary key (clinic, occurred_at, id),
    constraint audit_entry_outcome check (outcome in ('succeeded', 'refused', 'failed'))
) partition by range (occurred_at);
create index audit_entry_position on audit_entry (clinic, position);
create index audit_entry_actor on audit_entry (clinic, actor, occurred_at, id);
create index audit_entry_resource on audit_entry (clinic, resource_type, resource_id, occurred_at, id)
    where resource_id is not null;
-- A pseudonym is of one clinic. They are random, so each entry goes to another page of this index: it is kept small.
create index audit_entry_person on audit_entry (person, occurred_at, id) where person is not null;

-- What came lately, whatever it says of its own time: it stands together, so this index is tiny.
create index audit_entry_recorded on audit_entry using brin (recorded_at) with (autosummarize = on);

-- Times that no month was made for.
create table audit_entry_any partition of audit_entry default;

-- The hashes of what was appended at once. Two that follow on the same entry cannot both be: there is no fork.
create table audit_batch (
    clinic         text        not null,
    first_position bigint      not null,
    last_position  bigint      not null,
    previous_hash  bytea       not null, -- of the entry before the first
    hashes         bytea       not null, -- of each entry, 32 bytes, in order
    recorded_at    timestamptz not null,
    mac            bytea       not null, -- of all of this, under a key that the database does not have
    constraint audit_batch_no_fork primary key (clinic, first_position),
    constraint audit_batch_whole check (last_position >= first_position
        and length(hashes) = 32 * (last_position - first_position + 1) and length(previous_hash) = 32)
);

-- What is signed from time to time.
create table audit_checkpoint (
    clinic    text        not null,
    size      bigint      not null,
    root      bytea       not null,
    head      bytea       not null,
    frontier  bytea       not null, -- roots of the whole subtrees, 32 bytes each, largest first
    at        timestamptz not null,
    key_id    text        not null,
    signature bytea       not null,
    constraint audit_checkpoint_once primary key (clinic, size)
);

-- Whom entries are about. Without its key, nobody can tell any more.
create table audit_person (
    id         uuid        primary key,
    clinic     text        not null,
    ref        bytea,               -- keyed hash of the patient's id; null once erased
    sealed_key bytea,               -- under the master key; null once erased
    erased_at  timestamptz,         -- the day, in UTC: the exact time would tell which erasure it was
    mac        bytea       not null, -- of all but the key, which tells by itself whether it is the right one
    constraint audit_person_once unique (clinic, ref),
    constraint audit_person_erased check ((ref is null) = (erased_at is not null)
        and (sealed_key is null) = (erased_at is not null))
);

-- Who was erased: what had happened before then, and comes later, must not bring the person back. Does not say under which
-- pseudonym.
create table audit_erased (
    clinic    text        not null,
    ref       bytea       not null, -- keyed hash of the patient's id, under another key than that of audit_person
    erased_at timestamptz not null,
    mac       bytea       not null,
    primary key (clinic, ref, erased_at)
);

-- Which numbers of each process have come. No part of the trail: it can be counted anew from it.
create table audit_emitter (
    emitter  text           not null,
    process  text           not null,
    seen     int8multirange not null,
    first_at timestamptz    not null,
    last_at  timestamptz    not null, -- when the newest came
    primary key (emitter, process)
);

-- The same of what came lately, a row for each transaction. It is added to audit_emitter from time to time: while a
-- backlog is read, whose partitions are at different places, the numbers seen have a hundred thousand holes, which is too
-- much to be written anew by each transaction.
create table audit_number (
    emitter  text           not null,
    process  text           not null,
    seen     int8multirange not null,
    first_at timestamptz    not null,
    last_at  timestamptz    not null
);
create index audit_number_of on audit_number (emitter, process);

-- All numbers of a process that came; null where none did.
create function audit_seen(of_emitter text, of_process text) returns int8multirange
language sql stable
return (
    select range_agg(one.seen)
    from (
        select seen from audit_emitter where emitter = of_emitter and process = of_process
        union all
        select seen from audit_number where emitter = of_emitter and process = of_process) as one);

-- Numbers that did not come, noticed when later ones had. Those that came after all are in audit_seen().
create table audit_gap (
    emitter    text        not null,
    process    text        not null,
    first      bigint      not null,
    last       bigint      not null,
    after_at   timestamptz, -- when the entry before the gap happened; null: nothing came before
    before_at  timestamptz not null, -- when the entry after it happened
    noticed_at timestamptz not null,
    primary key (emitter, process, first),
    constraint audit_gap_numbers check (first >= 1 and last between first and 9007199254740992)
);

-- The numbers from one to another. None where no emitter can have given these: PostgreSQL makes no range of them, and a row
-- that says so, whoever put it in, must not end what reads all gaps.
create function audit_numbers(first bigint, last bigint) returns int8multirange
language sql immutable
return case when first >= 1 and last between first and 9007199254740992
    then int8multirange(int8range(first, last, '[]')) else '{}' end;

-- For how long a clinic keeps its trail; the newest row counts.
create table audit_retention (
    clinic text        not null,
    set_at timestamptz not null,
    months integer     not null,
    set_by text        not null,
    mac    bytea       not null, -- rows without a right one do not count
    primary key (clinic, set_at),
    constraint audit_retention_months check (months between 12 and 1200)
);

-- That the beginning of a chain was let go, when its time was over.
create table audit_expiry (
    clinic     text        not null,
    through    bigint      not null, -- position of the last entry that went; a checkpoint has this size
    expired_at timestamptz not null,
    months     integer     not null,
    mac        bytea       not null,
    key_id     text        not null, -- signed as well: an export shows it to those who have no key of ours
    signature  bytea       not null,
    primary key (clinic, through)
);
