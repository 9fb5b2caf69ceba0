-- One entry by its id, and those of one request. Both ids are made by us, so hardly any two clinics have the same; and they
-- are in the order of time, so that what comes goes to the same few pages, whatever clinic it is of.
create index audit_entry_id on audit_entry (id);
create index audit_entry_request on audit_entry (request_id) where request_id is not null;
