-- What the service's role may not do itself, it asks of the owner, who looks first.

-- The partition of the month of this day. False: the month is out of bounds.
create function audit_make_month(day date) returns boolean
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '5s' as $$
declare
    month timestamp := date_trunc('month', day::timestamp);
    name text := 'audit_entry_' || to_char(month, 'YYYY_MM');
begin
    if month < '2020-01-01' or month > date_trunc('month', now() at time zone 'UTC') + interval '2 months' then
        return false;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('audit_entry months', 0));
    if to_regclass('public.' || name) is not null then
        return true;
    end if;
    execute format('create table %I (like audit_entry including constraints including indexes)', name);
    -- What came while there was no such month, say from a clock that was wrong, moves there.
    lock table audit_entry_any in access exclusive mode;
    execute format('with moved as (delete from audit_entry_any where occurred_at >= %L and occurred_at < %L returning *)'
        ' insert into %I select * from moved',
        month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC', name);
    execute format('alter table audit_entry attach partition %I for values from (%L) to (%L)',
        name, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
    return true;
end $$;

-- Months that are over for a year and hold nothing any more.
create function audit_drop_empty_months() returns integer
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
    name text;
    used boolean;
    dropped integer := 0;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit_entry months', 0));
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'audit_entry'::regclass and c.relname ~ '^audit_entry_[0-9]{4}_[0-9]{2}$'
            and to_date(right(c.relname, 7), 'YYYY_MM') < (now() at time zone 'UTC') - interval '13 months'
    loop
        execute format('select exists (select from %I)', name) into used;
        continue when used;
        -- The trail before its month, as everybody who reads or appends: in the other order, one of both would be ended.
        lock table only audit_entry in access exclusive mode;
        execute format('lock table %I in access exclusive mode', name);
        execute format('select exists (select from %I)', name) into used;
        if not used then
            execute format('drop table %I', name);
            dropped := dropped + 1;
        end if;
    end loop;
    return dropped;
end $$;

-- Lets the beginning of a chain go. The service has looked whether all of this is its own; what is asked here is what the
-- service's role could have put there: it can add rows, so none may speak against it.
create function audit_expire(
    of_clinic text, up_to bigint, at timestamptz, kept integer, its_mac bytea, its_key text, its_signature bytea) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    -- In UTC, as the service counts, whatever the time zone of the session.
    cutoff timestamptz := (now() at time zone 'UTC' - make_interval(months => kept)) at time zone 'UTC';
    gone bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit_expire ' || of_clinic, 0));
    if kept is null or kept < 12 or at is null or its_mac is null
            or at not between now() - interval '5 minutes' and now() + interval '5 minutes'
            or not (kept = 84 or exists (select from audit_retention where clinic = of_clinic and months = kept)) then
        raise exception 'another retention, or another time, than is the case' using errcode = 'check_violation';
    end if;
    if not exists (select from audit_checkpoint as c where c.clinic = of_clinic and c.size = up_to) then
        raise exception 'no checkpoint has this size' using errcode = 'check_violation';
    end if;
    if exists (select from audit_checkpoint as c where c.clinic = of_clinic and c.size = up_to and not c.at < cutoff)
            or exists (select from audit_entry where clinic = of_clinic and position <= up_to and not recorded_at < cutoff)
            or exists (select from audit_batch where clinic = of_clinic and first_position <= up_to
                           and not recorded_at < cutoff) then
        raise exception 'the time of these entries is not over' using errcode = 'check_violation';
    end if;
    if not exists (select from audit_batch
                   where clinic = of_clinic and first_position <= up_to and last_position >= up_to)
            or exists (select from (
                           select first_position, lag(last_position) over (order by first_position) as before
                           from audit_batch where clinic = of_clinic and first_position <= up_to) as batches
                       where first_position <> before + 1) then
        raise exception 'the hashes of these entries do not adjoin' using errcode = 'check_violation';
    end if;
    insert into audit_expiry (clinic, through, expired_at, months, mac, key_id, signature)
        values (of_clinic, up_to, at, kept, its_mac, its_key, its_signature);
    delete from audit_entry where clinic = of_clinic and position <= up_to;
    get diagnostics gone = row_count;
    -- The one that holds the last of them stays: the chain goes on from it.
    delete from audit_batch where clinic = of_clinic and last_position < up_to;
    delete from audit_checkpoint as c where c.clinic = of_clinic and c.size < up_to;
    return gone;
end $$;

-- Destroys the key of a person. False: there is none, or not any more.
create function audit_erase_person(person uuid, on_day timestamptz, its_mac bytea) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update audit_person set ref = null, sealed_key = null, erased_at = on_day, mac = its_mac
    where id = person and erased_at is null;
    return found;
end $$;

-- Drops what was recorded before there were chains, once all of it stands in them, as far as it is not sealed there.
create function audit_forget_before() returns boolean
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '5s' as $$
begin
    lock table audit_entry_before in access exclusive mode;
    if exists (select from audit_entry_before b where not exists (
                   select from audit_entry e
                   where e.clinic = b.clinic and e.occurred_at = b.occurred_at and e.id = b.id
                       and (e.action, e.resource_type, e.outcome, e.duration_millis, e.emitter, e.process, e.sequence)
                           = (b.action, b.resource_type, b.outcome, b.duration_millis, b.emitter, b.process, b.sequence)
                       and (e.code, e.request_id, e.trace_id)
                           is not distinct from (b.code, b.request_id, b.trace_id)
                       and (b.actor like 'patient:%'
                           or (e.actor, e.address) is not distinct from (b.actor, b.address))
                       and (b.resource_type = 'Patient' or e.resource_id is not distinct from b.resource_id))) then
        return false;
    end if;
    drop table audit_entry_before;
    return true;
end $$;
