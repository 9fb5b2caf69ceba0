-- A held booking is taken for a few minutes, and for everybody but its holder. Rows from before were never held.
alter table taken_time
    -- The holder, as tokens name an actor; null unless it is held.
    add column held_by    text,
    -- From here on it takes and counts nothing, also where no event has said so.
    add column held_until timestamptz,
    add constraint taken_time_hold_is_whole check ((held_by is null) = (held_until is null)),
    add constraint taken_time_hold_is_live check (held_by is null or live);
