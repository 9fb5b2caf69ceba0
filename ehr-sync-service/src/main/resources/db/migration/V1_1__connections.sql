-- Several connections per clinic, each with its own way in, limits, codes and flow; dead letters with a life of their own.

alter table connection drop constraint connection_one_per_clinic;
alter table connection
    -- none, bearer, client-credentials or smart-backend; the rest of it is sealed (Tink AEAD).
    add column credentials_type    text    not null default 'none',
    add column credentials         bytea,
    -- Requests to the EHR, over all replicas; null: as many as there is concurrency for.
    add column requests_per_second int,
    -- Deliveries at a time, over all replicas; this and the following: null means as the service is set.
    add column concurrency         int,
    add column retry_attempts      int,
    add column retry_age_ms           bigint,
    add column retry_first_pause_ms   bigint,
    add column retry_longest_pause_ms bigint,
    add column creates_by          text    not null default 'if-none-exist',
    add column direction           text    not null default 'outbound',
    add column holds               boolean not null default false,
    -- Empty: all.
    add column only_visit_types    text[]  not null default '{}',
    add column only_practitioners  text[]  not null default '{}',
    add column only_locations      text[]  not null default '{}',
    add column fields              text[]  not null
        default '{service-type,practitioner,location,cancellation-reason,patient-contacts}',
    add column tested_at           timestamptz,
    add constraint connection_credentials_known
        check (credentials_type in ('none', 'bearer', 'client-credentials', 'smart-backend')),
    add constraint connection_credentials_sealed check ((credentials_type = 'none') = (credentials is null)),
    add constraint connection_rate_positive check (requests_per_second > 0),
    add constraint connection_concurrency_positive check (concurrency > 0),
    add constraint connection_creates_by_known check (creates_by in ('if-none-exist', 'client-id')),
    add constraint connection_direction_known check (direction in ('outbound', 'inbound', 'both'));
create unique index connection_name_once on connection (clinic, lower(name));

create table code_map (
    clinic        text not null,
    connection_id uuid not null,
    kind          text not null,
    local         text not null,
    -- Empty for the id of a resource in the EHR.
    system        text not null,
    code          text not null,
    display       text,
    primary key (clinic, connection_id, kind, local),
    constraint code_map_of_a_connection foreign key (clinic, connection_id) references connection (clinic, id)
        on delete cascade,
    constraint code_map_kind_known
        check (kind in ('visit-type', 'practitioner', 'location', 'cancellation-reason'))
);

alter table circuit
    -- After a probe that got through: deliveries at a time, growing with each that succeeds; null: no such bound.
    add column ramp        int,
    -- When the next request may go out, by the connection's rate.
    add column paced_until timestamptz;

-- What the flow switches of a connection look at, and when the change happened.
alter table wanted_booking
    add column visit_type_id   text,
    add column practitioner_id text,
    add column location_id     text,
    add column occurred_at     timestamptz;
update wanted_booking
set visit_type_id   = convert_from(event, 'UTF8')::jsonb #>> '{booking,visitTypeId}',
    practitioner_id = convert_from(event, 'UTF8')::jsonb #>> '{booking,practitionerId}',
    location_id     = convert_from(event, 'UTF8')::jsonb #>> '{booking,locationId}',
    occurred_at     = (convert_from(event, 'UTF8')::jsonb ->> 'occurredAt')::timestamptz;
-- A hold that ended is not one that stands: the second may flow.
update wanted_booking set status = 'HOLD_ENDED'
where status = 'HELD' and convert_from(event, 'UTF8')::jsonb #>> '{booking,status}' = 'CANCELLED';
alter table wanted_booking
    alter column visit_type_id set not null,
    alter column practitioner_id set not null,
    alter column location_id set not null,
    alter column occurred_at set not null;

-- Every time that a worker set out, and what came of it. No personal data: codes and numbers.
create table attempt (
    clinic        text        not null,
    connection_id uuid        not null,
    booking_id    text        not null,
    id            bigint generated always as identity,
    version       int         not null,
    started_at    timestamptz not null,
    duration_ms   int         not null,
    outcome       text        not null,
    code          text,
    status        int,
    primary key (clinic, connection_id, booking_id, id),
    constraint attempt_outcome_known
        check (outcome in ('written', 'retry', 'refused', 'unavailable', 'access-refused', 'not-yet'))
);
create index attempt_age on attempt using brin (started_at);

-- A version of a booking that an EHR would not take. Lives on when it is replayed, healed or discarded.
create table dead_letter (
    clinic          text        not null,
    id              uuid        not null,
    connection_id   uuid        not null,
    booking_id      text        not null,
    version         int         not null,
    class           text        not null,
    code            text        not null,
    -- What exactly, for example visit-type/<id>; empty if there is no more to say.
    cause           text        not null default '',
    message         text        not null,
    status          int,
    -- The EHR's OperationOutcome, sealed: it may quote what was sent.
    outcome         bytea,
    attempts        int         not null,
    first_failed_at timestamptz not null,
    last_failed_at  timestamptz not null,
    event           bytea       not null,
    origin          text        not null,
    state           text        not null default 'open',
    -- What set it going again (retrying), or brought it home (resolved).
    because         text,
    changed_at      timestamptz not null default now(),
    discard_reason  text,
    discarded_by    text,
    discarded_at    timestamptz,
    primary key (clinic, id),
    constraint dead_letter_of_a_connection foreign key (clinic, connection_id) references connection (clinic, id),
    constraint dead_letter_class_known check (class in ('permanent', 'exhausted')),
    constraint dead_letter_state_known check (state in ('open', 'retrying', 'resolved', 'discarded')),
    constraint dead_letter_discarded_for_a_reason
        check ((state = 'discarded') = (discarded_at is not null and discard_reason is not null))
);
create unique index dead_letter_one_per_booking on dead_letter (clinic, connection_id, booking_id)
    where state <> 'resolved';
create index dead_letter_open on dead_letter (clinic, connection_id, code, cause) where state = 'open';
-- For the metrics, over all clinics: rows are wide, so that only the index is read.
create index dead_letter_open_by_code on dead_letter (code, last_failed_at) where state = 'open';
-- Looked at every few seconds: do the code maps or the catalog have by now what was missing?
create index dead_letter_mapping_missing on dead_letter (clinic, connection_id, cause)
    where state = 'open' and code = 'mapping-missing';

create index dead_letter_resolved on dead_letter (changed_at) where state = 'resolved';

create table dead_letter_comment (
    clinic         text        not null,
    dead_letter_id uuid        not null,
    id             uuid        not null,
    by_actor       text        not null,
    at             timestamptz not null,
    -- Sealed: people write about people.
    text           bytea       not null,
    primary key (clinic, dead_letter_id, id),
    constraint dead_letter_comment_of_a_dead_letter foreign key (clinic, dead_letter_id)
        references dead_letter (clinic, id)
);

-- Those that are there become rows of the new table.
insert into dead_letter (clinic, id, connection_id, booking_id, version, class, code, message, status, attempts,
                         first_failed_at, last_failed_at, event, origin)
select d.clinic, d.dead_letter_id, d.connection_id, d.booking_id, d.wanted_version, d.dead_class, d.failure_code,
       d.failure_message, d.failure_status, d.attempts, d.first_failed_at, d.last_failed_at, w.event, w.origin
from delivery d join wanted_booking w on w.clinic = d.clinic and w.booking_id = d.booking_id
where d.state = 'dead';

drop index delivery_dead_letter;
alter table delivery
    drop constraint delivery_dead_letter_if_dead,
    drop constraint delivery_state_known,
    drop column dead_class,
    drop column failure_code,
    drop column failure_status,
    drop column failure_message,
    -- While pending: since when the EHR is not up to date. Stays where it is when the booking changes once more.
    add column behind_since timestamptz not null default now(),
    add constraint delivery_state_known check (state in ('pending', 'written', 'dead', 'discarded')),
    -- A pending one may have one too: it is being tried again.
    add constraint delivery_dead_letter_if_dead
        check (case state when 'written' then dead_letter_id is null
                          when 'pending' then true
                          else dead_letter_id is not null end),
    add constraint delivery_of_a_dead_letter foreign key (clinic, dead_letter_id) references dead_letter (clinic, id);
create index delivery_dead_letter on delivery (clinic, dead_letter_id) where dead_letter_id is not null;
update delivery d set behind_since = w.occurred_at
from wanted_booking w where w.clinic = d.clinic and w.booking_id = d.booking_id and d.state = 'pending';
create index delivery_behind on delivery (clinic, connection_id, behind_since) where state = 'pending';

-- Bytes on booking.events that are no booking event.
create table unreadable_record (
    id               uuid        not null,
    -- Of the clinic that it names; null if it names none.
    clinic           text,
    topic            text        not null,
    partition        int         not null,
    record_offset    bigint      not null,
    record_key       text,
    size             int         not null,
    sha256           text        not null,
    bytes            bytea       not null,
    headers          text        not null,
    -- Where reading failed, coded, and what could be read of it: ids and states only.
    problem          text        not null,
    decoded          text        not null,
    found_at         timestamptz not null default now(),
    -- Read after all, by a later version of the service.
    replayed_at      timestamptz,
    replayed_by      text,
    discarded_at     timestamptz,
    discarded_by     text,
    discard_reason   text,
    primary key (id),
    -- With the content: a topic that was made anew counts from 0 again.
    constraint unreadable_record_once unique (topic, partition, record_offset, sha256)
);
create index unreadable_record_of_clinic on unreadable_record (clinic, id);

-- Many dead letters on their way again, at a bounded rate.
create table replay (
    clinic         text        not null,
    id             uuid        not null,
    by_actor       text        not null,
    criteria       text        not null,
    per_second     int         not null,
    stop_after     int         not null,
    state          text        not null,
    created_at     timestamptz not null,
    ended_at       timestamptz,
    primary key (clinic, id),
    constraint replay_state_known check (state in ('running', 'done', 'stopped', 'cancelled')),
    constraint replay_ended check ((state = 'running') = (ended_at is null)),
    constraint replay_rate_bounded check (per_second between 1 and 1000)
);
create index replay_running on replay (clinic, id) where state = 'running';

create table replay_item (
    clinic         text        not null,
    replay_id      uuid        not null,
    dead_letter_id uuid        not null,
    state          text        not null default 'waiting',
    sent_at        timestamptz,
    primary key (clinic, replay_id, dead_letter_id),
    constraint replay_item_of_a_replay foreign key (clinic, replay_id) references replay (clinic, id),
    constraint replay_item_state_known check (state in ('waiting', 'sent', 'written', 'failed', 'skipped'))
);
create index replay_item_under_way on replay_item (clinic, replay_id, state, dead_letter_id)
    where state in ('waiting', 'sent', 'failed');
-- For the rate: how many went out in the last second.
create index replay_item_sent on replay_item (clinic, replay_id, sent_at) where sent_at is not null;

-- Answers are kept sealed from now on. Those that are not would not open, and none is needed for more than a day.
delete from idempotency_key;
