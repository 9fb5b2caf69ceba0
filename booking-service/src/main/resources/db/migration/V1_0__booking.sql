create extension if not exists btree_gist;

create table booking (
    clinic          text        not null,
    id              uuid        not null,
    version         int         not null,
    status          text        not null,
    patient_id      uuid        not null,
    visit_type_id   uuid        not null,
    practitioner_id uuid        not null,
    location_id     uuid        not null,
    room_id         uuid,
    start_at        timestamptz not null,
    end_at          timestamptz not null,
    occupied_from   timestamptz not null,
    occupied_to     timestamptz not null,
    zone            text        not null,
    cancelled_by    text,
    cancel_reason   text,
    origin          text        not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    constraint booking_pk primary key (clinic, id),
    constraint booking_status_known check (status in
        ('HELD', 'PENDING', 'BOOKED', 'CHECKED_IN', 'FULFILLED', 'CANCELLED', 'NO_SHOW', 'ENTERED_IN_ERROR')),
    constraint booking_starts_before_it_ends check (start_at < end_at),
    constraint booking_inside_its_buffers check (occupied_from <= start_at and end_at <= occupied_to),
    constraint booking_cancelled_by_someone_for_a_reason check (
        (status = 'CANCELLED') = (cancelled_by is not null) and (cancelled_by is null) = (cancel_reason is null))
);
create index booking_by_start on booking (clinic, start_at, id);
create index booking_by_patient on booking (clinic, patient_id, start_at, id);
create index booking_by_practitioner on booking (clinic, practitioner_id, start_at, id);

-- Who and what is taken, and when. Every live booking has a row for its practitioner and its room (with buffers) and
-- one for its patient (without). The constraint makes an overlap impossible on every path, whatever the code does.
create table occupancy (
    clinic      text        not null,
    resource_id uuid        not null,
    booking_id  uuid        not null,
    start_at    timestamptz not null,
    end_at      timestamptz not null,
    during      tstzrange   not null generated always as (tstzrange(start_at, end_at, '[)')) stored,
    constraint occupancy_pk primary key (clinic, booking_id, resource_id),
    constraint occupancy_of_a_booking foreign key (clinic, booking_id) references booking (clinic, id),
    constraint occupancy_no_overlap exclude using gist (clinic with =, resource_id with =, during with &&)
);
