-- API keys. The secret itself stands nowhere: only its HMAC-SHA-256 under the pepper of that version.
create table access_key (
    key_id         text        primary key,
    seq            bigint      not null generated always as identity,
    clinic         text        not null,
    label          text        not null,
    hash           text        not null,
    pepper_version int         not null,
    scopes         text        not null,
    status         text        not null,
    expires_at     timestamptz,
    per_second     int         not null,
    per_minute     int         not null,
    version        int         not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    constraint access_key_status_is_known check (status in ('ACTIVE', 'DISABLED')),
    constraint access_key_limits_admit_something check (per_second >= 1 and per_minute >= 1)
);

-- The order of the list, clinic by clinic.
create unique index access_key_clinic_seq on access_key (clinic, seq);
