-- A hold is a booking that may end by itself: it takes its time like any other, under the same constraint.
alter table booking
    add column hold_by text,
    add column hold_expires_at timestamptz,
    add constraint booking_held_by_someone_for_a_time check (
        (status = 'HELD') = (hold_by is not null) and (hold_by is null) = (hold_expires_at is null));
create index booking_held on booking (clinic, hold_expires_at) where status = 'HELD';
create index booking_by_change on booking (clinic, updated_at, id);

-- When it takes its time no longer by itself; null where it does until somebody ends it.
alter table occupancy add column expires_at timestamptz;

-- Who did what to a booking, when and from where, one row for each version.
create table booking_history (
    clinic     text        not null,
    booking_id uuid        not null,
    version    int         not null,
    act        text        not null,
    at         timestamptz not null,
    actor      text        not null,
    source     text        not null,
    changes    text        not null,
    constraint booking_history_pk primary key (clinic, booking_id, version)
);

-- Of what happened before there was a history, the state that it led to is known.
insert into booking_history (clinic, booking_id, version, act, at, actor, source, changes)
select clinic, id, version, 'migrate', updated_at, 'service:booking', 'visita',
    '[{"field":"status","after":"' || status || '"}]'
from booking;
