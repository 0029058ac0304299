"""What other people's parsers find in calendars: a JSON list of texts on standard input, one JSON object a parser back.

icalendar (Debian: python3-icalendar) and libical (Debian: libical3), the parser of GNOME, KDE and Cyrus. Both resolve
TZID by the VTIMEZONE of the document, as a client would that has never heard of Europe/London.
"""

import ctypes
import ctypes.util
import datetime
import json
import sys

import icalendar

UTC = datetime.timezone.utc


def by_icalendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    event = calendar.walk("VEVENT")[0]
    zone = calendar.walk("VTIMEZONE")[0].to_tz()

    def instant(name):
        time = event[name].dt
        if name != "DTSTAMP":
            # By the zone of the document, not the one that the parser knows by that name.
            local = time.replace(tzinfo=None)
            time = zone.localize(local) if hasattr(zone, "localize") else local.replace(tzinfo=zone)
        return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    attendee = event["ATTENDEE"]
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "stamp": instant("DTSTAMP"),
        "start": instant("DTSTART"),
        "end": instant("DTEND"),
        "summary": str(event["SUMMARY"]),
        "location": str(event["LOCATION"]),
        "description": str(event["DESCRIPTION"]),
        "status": str(event["STATUS"]),
        "organizer": str(event["ORGANIZER"]),
        "attendee": str(attendee),
        "partstat": attendee.params.get("PARTSTAT"),
        "rsvp": attendee.params.get("RSVP"),
        "alarms": len(calendar.walk("VALARM")),
    }


class Time(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = [
        (name, ctypes.c_int)
        for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")
    ] + [("zone", ctypes.c_void_p)]


def libical():
    library = ctypes.CDLL(ctypes.util.find_library("ical") or "libical.so.3")
    for name, answer, *given in (
        ("icalparser_parse_string", "p", "s"),
        ("icalcomponent_get_first_component", "p", "p", "i"),
        ("icalcomponent_get_first_property", "p", "p", "i"),
        ("icalcomponent_count_errors", "i", "p"),
        ("icalcomponent_count_components", "i", "p", "i"),
        ("icalcomponent_get_dtstart", "t", "p"),
        ("icalcomponent_get_dtend", "t", "p"),
        ("icalcomponent_get_dtstamp", "t", "p"),
        ("icaltime_convert_to_zone", "t", "t", "p"),
        ("icaltime_as_ical_string", "s", "t"),
        ("icaltimezone_get_utc_timezone", "p"),
        ("icalproperty_get_value_as_string", "s", "p"),
        ("icalproperty_get_parameter_as_string", "s", "p", "s"),
        ("icalproperty_string_to_kind", "i", "s"),
        ("icalcomponent_string_to_kind", "i", "s"),
        ("icalcomponent_get_summary", "s", "p"),
        ("icalcomponent_get_location", "s", "p"),
        ("icalcomponent_get_description", "s", "p"),
    ):
        kinds = {"p": ctypes.c_void_p, "s": ctypes.c_char_p, "i": ctypes.c_int, "t": Time}
        function = getattr(library, name)
        function.restype = kinds[answer]
        function.argtypes = [kinds[one] for one in given]
    return library


def by_libical(text, ical=libical()):
    calendar = ical.icalparser_parse_string(text.encode())
    if not calendar or ical.icalcomponent_count_errors(calendar):
        raise SystemExit("libical finds faults in: " + text)
    event = ical.icalcomponent_get_first_component(calendar, ical.icalcomponent_string_to_kind(b"VEVENT"))
    utc = ical.icaltimezone_get_utc_timezone()

    def found(component, name):
        return ical.icalcomponent_get_first_property(component, ical.icalproperty_string_to_kind(name))

    def value(component, name):
        return ical.icalproperty_get_value_as_string(found(component, name)).decode()

    def instant(time):
        if not time.zone:
            raise SystemExit("libical does not know the zone of a time")
        written = ical.icaltime_as_ical_string(ical.icaltime_convert_to_zone(time, utc)).decode()
        return datetime.datetime.strptime(written, "%Y%m%dT%H%M%SZ").strftime("%Y-%m-%dT%H:%M:%SZ")

    def parameter(name):
        written = ical.icalproperty_get_parameter_as_string(found(event, b"ATTENDEE"), name)
        return None if written is None else written.decode()

    return {
        "method": value(calendar, b"METHOD"),
        "uid": value(event, b"UID"),
        "sequence": int(value(event, b"SEQUENCE")),
        "stamp": instant(ical.icalcomponent_get_dtstamp(event)),
        "start": instant(ical.icalcomponent_get_dtstart(event)),
        "end": instant(ical.icalcomponent_get_dtend(event)),
        "summary": ical.icalcomponent_get_summary(event).decode(),
        "location": ical.icalcomponent_get_location(event).decode(),
        "description": ical.icalcomponent_get_description(event).decode(),
        "status": value(event, b"STATUS"),
        "organizer": value(event, b"ORGANIZER"),
        "attendee": value(event, b"ATTENDEE"),
        "partstat": parameter(b"PARTSTAT"),
        "rsvp": parameter(b"RSVP"),
        "alarms": ical.icalcomponent_count_components(event, ical.icalcomponent_string_to_kind(b"VALARM")),
    }


calendars = json.load(sys.stdin)
json.dump(
    {
        "icalendar": [by_icalendar(text) for text in calendars],
        "libical": [by_libical(text) for text in calendars],
    },
    sys.stdout,
)
