-- Who answers for a key, what restricts it, and the secret that its last rotation replaced.
alter table access_key
    add column owner                   text,
    add column previous_hash           text,
    add column previous_pepper_version int,
    add column previous_until          timestamptz,
    add column practitioners           text        not null default '',
    add column locations               text        not null default '',
    add column networks                text        not null default '',
    add column origins                 text        not null default '',
    -- One JWK a line.
    add column public_keys             text        not null default '',
    -- To the minute, and up to a minute late: written in batches, apart from all else.
    add column last_used_at            timestamptz,
    -- The transaction of the last change. A replica reads what it may not have seen by it, without gaps: a commit that is
    -- late has a number that was still running when the replica read before.
    add column changed_in              xid8        not null default pg_current_xact_id(),
    add constraint access_key_previous_is_whole check (
        (previous_hash is null) = (previous_until is null) and (previous_hash is null) = (previous_pepper_version is null)),
    drop constraint access_key_status_is_known,
    add constraint access_key_status_is_known check (status in ('ACTIVE', 'DISABLED', 'SUSPENDED', 'REVOKED'));

create index access_key_changed_in on access_key (changed_in);

create function access_key_change() returns trigger language plpgsql as $$
begin
    new.changed_in := pg_current_xact_id();
    return new;
end $$;

create trigger access_key_is_changed before update on access_key
    for each row when (new.version is distinct from old.version)
    execute function access_key_change();
