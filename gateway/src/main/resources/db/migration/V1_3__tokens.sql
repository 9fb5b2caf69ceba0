-- Assertions (private_key_jwt) that have been shown, until they have ended: each is taken once, whichever replica it is
-- shown to. Of the id that the client chose only its SHA-256.
create table client_assertion (
    client         text        not null,
    assertion_hash text        not null,
    expires_at     timestamptz not null,
    constraint client_assertion_is_taken_once primary key (client, assertion_hash)
);

create index client_assertion_expires_at on client_assertion (expires_at);
