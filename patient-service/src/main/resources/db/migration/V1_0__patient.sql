-- The keys of a clinic, each keyset itself encrypted by the master key. Without this row the clinic's people are unreadable.
create table clinic_key (
    clinic     text        primary key,
    sealing    bytea       not null,
    searching  bytea       not null,
    created_at timestamptz not null
);

-- What is personal stands in `sealed`: one encrypted document per patient.
create table patient (
    clinic     text        not null,
    id         uuid        not null,
    version    int         not null,
    sealed     bytea       not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (clinic, id)
);

-- What a patient can be found by: keyed hashes, which tell nothing without the clinic's key.
create table patient_token (
    clinic     text  not null,
    patient_id uuid  not null,
    kind       text  not null,
    hash       bytea not null,
    primary key (clinic, kind, hash, patient_id),
    constraint patient_token_patient foreign key (clinic, patient_id) references patient (clinic, id) on delete cascade
);
create index patient_token_of_patient on patient_token (clinic, patient_id);

-- One person per identifier: whoever is registered twice is found, not doubled.
create unique index patient_identifier_unique on patient_token (clinic, hash) where kind = 'identifier';
