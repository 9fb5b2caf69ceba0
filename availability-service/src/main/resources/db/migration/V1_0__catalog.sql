-- What can be booked: one row per location, room, practitioner, visit type and schedule. The content is the document
-- that the API takes and gives; what other rows it names stands beside it as references, so that the database keeps
-- them whole.
create table catalog_item (
    clinic     text        not null,
    id         uuid        not null,
    kind       text        not null,
    version    int         not null,
    name       text        not null,
    content    text        not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint catalog_item_pk primary key (clinic, id),
    constraint catalog_item_kind_unique unique (clinic, kind, id),
    constraint catalog_item_kind_known check (kind in ('LOCATION', 'ROOM', 'PRACTITIONER', 'VISIT_TYPE', 'SCHEDULE'))
);

create table catalog_reference (
    clinic      text not null,
    item_id     uuid not null,
    target_kind text not null,
    target_id   uuid not null,
    constraint catalog_reference_pk primary key (clinic, item_id, target_kind, target_id),
    constraint catalog_reference_owner foreign key (clinic, item_id) references catalog_item (clinic, id),
    constraint catalog_reference_target_exists
        foreign key (clinic, target_kind, target_id) references catalog_item (clinic, kind, id)
);
create index catalog_reference_target on catalog_reference (clinic, target_kind, target_id);
