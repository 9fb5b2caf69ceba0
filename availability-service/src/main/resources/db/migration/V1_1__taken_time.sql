-- When practitioners and rooms are taken: a read copy of the bookings, as booking.events tells them. One row per
-- booking, whatever becomes of it, so that an older event that comes late is recognised by its version.
create table taken_time (
    clinic          text        not null,
    booking_id      uuid        not null,
    version         int         not null,
    live            boolean     not null,
    practitioner_id uuid        not null,
    room_id         uuid,
    start_at        timestamptz not null,
    end_at          timestamptz not null,
    constraint taken_time_pk primary key (clinic, booking_id)
);
create index taken_time_live on taken_time (clinic, end_at, start_at) where live;
