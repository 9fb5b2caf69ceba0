-- Patients that exist, as patient.events tells them: ids, and nothing else about them.
create table known_patient (
    clinic text not null,
    id     uuid not null,
    constraint known_patient_pk primary key (clinic, id)
);

-- How far each booking has come on its way to each EHR, as booking.sync tells it.
create table booking_sync (
    clinic        text        not null,
    booking_id    uuid        not null,
    connection_id uuid        not null,
    state         text        not null,
    version       int         not null,
    external_id   text,
    reason        text,
    updated_at    timestamptz not null,
    constraint booking_sync_pk primary key (clinic, booking_id, connection_id)
);
