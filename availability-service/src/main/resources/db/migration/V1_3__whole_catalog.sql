-- The catalog learns overrides, time off, holidays and equipment. A deleted thing leaves no row: ids are never given
-- twice, and that it is gone stands on the topic for good.
alter table catalog_item
    drop constraint catalog_item_kind_known,
    add constraint catalog_item_kind_known check (kind in ('LOCATION', 'ROOM', 'EQUIPMENT', 'PRACTITIONER',
        'VISIT_TYPE', 'SCHEDULE', 'OVERRIDE', 'TIME_OFF', 'HOLIDAY'));

-- Which bookings a change of the catalog hits is read in order of their starts.
create index taken_time_upcoming on taken_time (clinic, visit_start, booking_id) where live;
