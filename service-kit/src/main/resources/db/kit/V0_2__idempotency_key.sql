-- First answers to requests that carried an Idempotency-Key, kept for a day.
create table idempotency_key (
    clinic       text        not null,
    client       text        not null,
    key          text        not null,
    request_hash bytea       not null,
    status       int         not null,
    headers      text        not null,
    body         bytea       not null,
    created_at   timestamptz not null,
    primary key (clinic, client, key)
);
create index idempotency_key_created_at on idempotency_key (created_at);
