package org.visita.local.clinic;

import java.util.List;
import java.util.Locale;

/** Who and what the sample clinic is. Identifiers are those that its EHR would have given. */
final class SampleData {

    static final String ZONE = "Africa/Johannesburg";
    static final String LOCATION_ID = "https://sample-clinic.example/sid/location";
    static final String PRACTITIONER_ID = "https://sample-clinic.example/sid/practitioner";
    static final String PATIENT_ID = "https://sample-clinic.example/sid/patient";

    /** HL7's example codes for the kind of service. */
    static final String SERVICE_TYPE = "http://terminology.hl7.org/CodeSystem/service-type";

    private static final List<String> ALL_WEEK = List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY");
    private static final List<String> PART_TIME = List.of("MONDAY", "WEDNESDAY", "FRIDAY");

    static final List<Place> LOCATIONS = List.of(
            new Place("L1", "Harbour Clinic", List.of("Room 1", "Room 2")),
            new Place("L2", "Hillside Clinic", List.of("Room A", "Room B")));

    static final List<Doctor> PRACTITIONERS = List.of(
            new Doctor("P1", "Nomsa", "Ndlovu", "General practice", "zu", "L1", ALL_WEEK),
            new Doctor("P2", "Pieter", "van Wyk", "General practice", "af", "L1", ALL_WEEK),
            new Doctor("P3", "Aisha", "Patel", "Paediatrics", "hi", "L1", PART_TIME),
            new Doctor("P4", "Thabo", "Molefe", "General practice", "st", "L2", ALL_WEEK),
            new Doctor("P5", "Karen", "Smit", "Dermatology", "af", "L2", PART_TIME),
            new Doctor("P6", "Luis", "Ferreira", "Nursing", "pt", "L2", ALL_WEEK));

    static final List<Visit> VISIT_TYPES = List.of(
            new Visit("consultation", "Consultation", "PT30M", "PT5M", false, "124"),
            new Visit("follow-up", "Follow-up", "PT15M", "PT0S", false, "124"),
            new Visit("vaccination", "Vaccination", "PT15M", "PT5M", true, "57"),
            new Visit("check-up", "Health check-up", "PT1H", "PT10M", true, "124"),
            new Visit("minor-surgery", "Minor surgery", "PT45M", "PT15M", true, "221"));

    static final List<Person> PATIENTS = List.of(
            new Person("01", "Amara", "Adeyemi", "1948-01-01", "female"),
            new Person("02", "Bongani", "Botha", "1955-06-08", "male"),
            new Person("03", "Chipo", "Chikane", "1961-11-15", "female"),
            new Person("04", "Daniel", "Dlamini", "1964-04-22", "male"),
            new Person("05", "Elsa", "Engelbrecht", "1969-09-01", "female"),
            new Person("06", "Farai", "Fisher", "1972-02-08", "male"),
            new Person("07", "Grace", "Gumede", "1975-07-15", "female"),
            new Person("08", "Hassan", "Hendricks", "1979-12-22", "male"),
            new Person("09", "Imani", "Isaacs", "1981-05-01", "female"),
            new Person("10", "Johan", "Jacobs", "1984-10-08", "male"),
            new Person("11", "Khanyi", "Khumalo", "1987-03-15", "female"),
            new Person("12", "Lerato", "Lourens", "1990-08-22", "female"),
            new Person("13", "Miriam", "Mokoena", "1992-01-01", "female"),
            new Person("14", "Naledi", "Nkosi", "1995-06-08", "female"),
            new Person("15", "Oscar", "October", "1998-11-15", "male"),
            new Person("16", "Palesa", "Pillay", "2001-04-22", "female"),
            new Person("17", "Quinton", "Quayle", "2005-09-01", "male"),
            new Person("18", "Rania", "Ruiters", "2010-02-08", "female"),
            new Person("19", "Sipho", "Sithole", "2016-07-15", "male"),
            new Person("20", "Thandi", "Themba", "2021-12-22", "female"));

    private SampleData() {}

    /** A location and its rooms. */
    record Place(String number, String name, List<String> rooms) {}

    /** A practitioner, where and on which days. */
    record Doctor(
            String number,
            String givenName,
            String familyName,
            String specialty,
            String language,
            String location,
            List<String> days) {

        String name() {
            return givenName + " " + familyName;
        }
    }

    /** A visit type; durations as ISO 8601. */
    record Visit(
            String code, String name, String duration, String bufferAfter, boolean requiresRoom, String serviceType) {}

    /** A patient who does not exist. */
    record Person(String number, String givenName, String familyName, String birthDate, String gender) {

        String phone() {
            return "+27115550" + "1" + number;
        }

        /** Mail to this domain reaches nobody (RFC 2606). */
        String email() {
            return (givenName + "." + familyName).toLowerCase(Locale.ROOT) + "@example.org";
        }
    }
}
