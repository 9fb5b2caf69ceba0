-- How a visit happens and what it takes. The date is the one that the visit has at its own location, as the rules
-- engine tells it: limits count by it, and PostgreSQL may know other time zones than Java.
-- A seat that was given back keeps the name of its session, which may be gone: hence no foreign key.
alter table booking
    add column modality text not null default 'IN_PERSON',
    add column patient_status text,
    add column equipment_ids uuid[] not null default '{}',
    add column session_id uuid,
    add column visit_date date;
update booking set visit_date = cast(start_at at time zone zone as date);
alter table booking
    alter column modality drop default,
    alter column equipment_ids drop default,
    alter column visit_date set not null,
    add constraint booking_modality_known check (modality in ('IN_PERSON', 'TELEHEALTH')),
    add constraint booking_patient_status_known check (patient_status in ('NEW', 'RETURNING')),
    add constraint booking_at_a_distance_takes_nothing check (
        modality = 'IN_PERSON' or (room_id is null and equipment_ids = '{}'));
create index booking_by_visit_date on booking (clinic, practitioner_id, visit_date);
create index booking_by_assignment on booking (clinic, practitioner_id, created_at);

-- A group visit that somebody has booked: it takes the practitioner, the room and the equipment once, for all who come.
create table group_session (
    clinic          text        not null,
    id              uuid        not null,
    visit_type_id   uuid        not null,
    practitioner_id uuid        not null,
    location_id     uuid        not null,
    start_at        timestamptz not null,
    end_at          timestamptz not null,
    modality        text        not null,
    room_id         uuid,
    equipment_ids   uuid[]      not null,
    seats           int         not null,
    taken           int         not null,
    constraint group_session_pk primary key (clinic, id),
    constraint group_session_once unique (clinic, practitioner_id, visit_type_id, location_id, start_at),
    constraint group_session_starts_before_it_ends check (start_at < end_at),
    constraint group_session_has_seats check (taken between 1 and seats)
);

-- What is taken belongs to a booking, or to the session that bookings share.
alter table occupancy drop constraint occupancy_pk;
alter table occupancy
    alter column booking_id drop not null,
    add column session_id uuid,
    add constraint occupancy_of_a_session foreign key (clinic, session_id)
        references group_session (clinic, id) on delete cascade,
    add constraint occupancy_has_one_owner check (num_nonnulls(booking_id, session_id) = 1),
    add constraint occupancy_once_per_booking unique (clinic, booking_id, resource_id),
    add constraint occupancy_once_per_session unique (clinic, session_id, resource_id);

-- Whoever adds a visit that is limited holds the row until his transaction ends; the next one counts it.
create table limit_lock (
    clinic          text not null,
    practitioner_id uuid not null,
    visit_type_id   uuid not null,
    constraint limit_lock_pk primary key (clinic, practitioner_id, visit_type_id)
);
