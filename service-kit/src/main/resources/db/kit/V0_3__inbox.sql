-- Events that a consumer has applied, so that a second delivery changes nothing.
create table inbox (
    consumer    text        not null,
    event_id    text        not null,
    received_at timestamptz not null,
    primary key (consumer, event_id)
);
create index inbox_received_at on inbox (received_at);
