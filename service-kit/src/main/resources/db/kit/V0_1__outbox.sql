-- Records that wait to be published, and those that no broker would ever take (refused_at). Column names are those of Debezium's outbox event router.

create table outbox (
    seq           bigint      primary key generated always as identity,
    id            uuid        not null unique,
    aggregatetype text        not null,
    aggregateid   text        not null,
    type          text        not null,
    payload       bytea       not null,
    headers       text,
    traceparent   text,
    created_at    timestamptz not null,
    refused_at    timestamptz
);

-- Rows live for milliseconds: without this, dead ones pile up between two runs of autovacuum.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
