-- The rights of the service's role, all of them: a table that is not named here is not open to it. Flyway runs this
-- again whenever it, or the name of the role, changes.
do $$
begin
    if '${writer}' = current_user then
        raise exception 'the service must not run as the owner of the trail'
            using hint = 'Set quarkus.flyway.username to the owner, quarkus.datasource.username to another role.';
    end if;
end $$;

revoke all on all tables in schema public from "${writer}";
grant usage on schema public to "${writer}";

-- The trail: what is there stays as it is. Its months need no rights of their own: nobody goes to them past the trail.
grant select, insert on
    audit_entry, audit_batch, audit_checkpoint, audit_person, audit_gap, audit_retention, audit_expiry,
    audit_erased, audit_tree to "${writer}";
do $$
begin
    if to_regclass('public.audit_entry_before') is not null then
        grant select on audit_entry_before to "${writer}";
    end if;
end $$;

-- No part of the trail.
grant select, insert, update on audit_emitter to "${writer}";
grant select, insert, delete on audit_number to "${writer}";
grant select, insert, update, delete on outbox, idempotency_key, inbox to "${writer}";

revoke execute on all functions in schema public from public;
grant execute on function
    audit_make_month(date), audit_drop_empty_months(),
    audit_expire(text, bigint, timestamptz, integer, bytea, text, bytea),
    audit_erase_person(uuid, timestamptz, bytea),
    audit_forget_before(), audit_mend_tree(text, bigint[], text[]), audit_seen(text, text),
    audit_numbers(bigint, bigint) to "${writer}";
