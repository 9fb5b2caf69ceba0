-- Connections to EHRs, and what each EHR should hold of each booking.

create table connection (
    clinic        text        not null,
    id            uuid        not null,
    version       int         not null,
    name          text        not null,
    base_url      text        not null,
    status        text        not null,
    paused_reason text,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    primary key (clinic, id),
    constraint connection_one_per_clinic unique (clinic),
    constraint connection_status_known check (status in ('active', 'paused')),
    constraint connection_paused_for_a_reason check ((status = 'paused') = (paused_reason is not null))
);

-- One per connection. Apart from it, because workers lock and change it all the time.
create table circuit (
    clinic        text        not null,
    connection_id uuid        not null,
    state         text        not null default 'closed',
    -- Outage failures in a row, while closed.
    failures      int         not null default 0,
    -- Probes that failed in a row, while open: they stretch the pause before the next.
    probes        int         not null default 0,
    -- Open: when the next probe may start. Half-open: when the running one counts as lost.
    probe_at      timestamptz,
    -- Lease of the delivery that probes.
    canary        uuid,
    -- When the EHR last gave a sensible answer; to the second is enough.
    answered_at   timestamptz,
    primary key (clinic, connection_id),
    constraint circuit_of_a_connection foreign key (clinic, connection_id) references connection (clinic, id),
    constraint circuit_state_known check (state in ('closed', 'open', 'half-open'))
);

-- The newest snapshot of every booking, whether or not its clinic has a connection yet.
create table wanted_booking (
    clinic        text        not null,
    booking_id    text        not null,
    version       int         not null,
    status        text        not null,
    ends_at       timestamptz not null,
    -- Where the change came from, as the event says: what came from an EHR is not written back to it.
    changed_by    text        not null,
    -- The event as it came, for the EHR and, if all else fails, for the dead letters.
    event         bytea       not null,
    headers       text        not null,
    -- topic/partition/offset
    origin        text        not null,
    primary key (clinic, booking_id)
);

-- Desired state: what one EHR should hold of one booking, and what it does hold.
create table delivery (
    clinic          text        not null,
    connection_id   uuid        not null,
    booking_id      text        not null,
    wanted_version  int         not null,
    written_version int,
    external_id     text,
    state           text        not null,
    -- Failures that count against the wanted version.
    attempts        int         not null default 0,
    -- Times a worker set out. From the second on, the EHR may hold what nobody here knows of.
    tries           int         not null default 0,
    next_attempt_at timestamptz not null,
    lease_token     uuid,
    lease_until     timestamptz,
    first_failed_at timestamptz,
    last_failed_at  timestamptz,
    failure_code    text,
    failure_status  int,
    failure_message text,
    dead_letter_id  uuid,
    dead_class      text,
    updated_at      timestamptz not null,
    primary key (clinic, connection_id, booking_id),
    constraint delivery_of_a_connection foreign key (clinic, connection_id) references connection (clinic, id),
    constraint delivery_of_a_booking foreign key (clinic, booking_id) references wanted_booking (clinic, booking_id),
    constraint delivery_state_known check (state in ('pending', 'written', 'dead')),
    constraint delivery_dead_letter_if_dead check ((state = 'dead') = (dead_letter_id is not null))
);

create index delivery_due on delivery (clinic, connection_id, next_attempt_at) where state = 'pending';
create index delivery_leased on delivery (clinic, connection_id, lease_until) where lease_until is not null;
create unique index delivery_dead_letter on delivery (clinic, dead_letter_id) where state = 'dead';

-- Our patients in each EHR. A row without an external id is somebody's work in progress, until its lease ends.
create table patient_link (
    clinic        text        not null,
    connection_id uuid        not null,
    patient_id    text        not null,
    external_id   text,
    lease_until   timestamptz not null,
    primary key (clinic, connection_id, patient_id),
    constraint patient_link_of_a_connection foreign key (clinic, connection_id) references connection (clinic, id)
);

-- Rows of these two change with every delivery; without this, dead ones pile up between two runs of autovacuum.
alter table delivery set (autovacuum_vacuum_scale_factor = 0.05, fillfactor = 80);
alter table circuit set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
