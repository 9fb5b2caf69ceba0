-- Who did what. Rows are inserted and read, never updated or deleted.
create table audit_entry (
    clinic          text        not null, -- '' where the caller, and so the clinic, could not be told
    occurred_at     timestamptz not null,
    id              uuid        not null,
    actor           text,
    action          text        not null,
    resource_type   text        not null,
    resource_id     text,
    patient_id      text,
    outcome         text        not null,
    code            text,
    address         text,
    request_id      text,
    trace_id        text,
    duration_millis bigint      not null,
    emitter         text        not null,
    process         text        not null,
    sequence        bigint      not null,
    received_at     timestamptz not null,
    -- The same entry always has the same time, so this also makes a second delivery harmless; and with the time in the
    -- key, the table can be divided by month.
    primary key (clinic, occurred_at, id),
    constraint audit_entry_outcome check (outcome in ('succeeded', 'refused', 'failed'))
);
create index audit_entry_id on audit_entry (clinic, id);
create index audit_entry_actor on audit_entry (clinic, actor, occurred_at, id);
create index audit_entry_resource on audit_entry (clinic, resource_type, resource_id, occurred_at, id);
