-- Ends a statement that has found its time taken, in the name of the constraint that it did not let fail: waiting for
-- others in turn, as "on conflict do nothing" does, it cannot end in a deadlock.
create function refuse_overlap() returns boolean language plpgsql as $$
begin
    raise exclusion_violation using constraint = 'occupancy_no_overlap', message = 'the time is taken';
end $$;

-- The clinic last: it is the same for nearly all rows that an insert meets, so it is compared only where the others agree.
alter table occupancy
    drop constraint occupancy_no_overlap,
    add constraint occupancy_no_overlap exclude using gist (resource_id with =, during with &&, clinic with =);
