-- The read copy learns what the rules count and what a change of the catalog can hit. What stood here lacks that, so the
-- copy is emptied and read anew from booking.events, by a consumer group of another name.
truncate table taken_time;
alter table taken_time
    add column visit_type_id uuid        not null,
    add column location_id   uuid        not null,
    add column equipment_ids uuid[]      not null,
    add column modality      text        not null,
    add column session_id    uuid,
    add column visit_start   timestamptz not null,
    add column visit_end     timestamptz not null,
    -- The date of the start in the zone that the booking has, on which it counts.
    add column local_date    date        not null,
    -- Whether limits count it: unless cancelled or entered in error. A no-show counts, but its time is free again.
    add column counts        boolean     not null,
    add constraint taken_time_visit_in_its_buffers check (start_at <= visit_start and visit_end <= end_at),
    add constraint taken_time_live_counts check (counts or not live),
    add constraint taken_time_modality_known check (modality in ('IN_PERSON', 'TELEHEALTH'));
create index taken_time_by_end on taken_time (end_at, clinic, booking_id);
create index taken_time_by_practitioner on taken_time (clinic, practitioner_id, visit_start) where live;
create index taken_time_by_location on taken_time (clinic, location_id, visit_start) where live;
create index taken_time_by_visit_type on taken_time (clinic, visit_type_id, visit_start) where live;
create index taken_time_counted on taken_time (clinic, practitioner_id, local_date) where counts;
