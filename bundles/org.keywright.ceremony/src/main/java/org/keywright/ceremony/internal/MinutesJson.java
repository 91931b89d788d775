// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyRecord.Event;

/**
 * Minutes as one line of JSON, behind which the line of the signature comes.
 *
 * @param vault the id of the vault
 * @param record what happened
 */
record MinutesJson(String vault, CeremonyRecord record) {
  private static final String FORMAT = "keywright-minutes 1";
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  byte[] line() {
    var json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.addProperty("ceremony", record.id());
    json.addProperty("rehearsal", record.rehearsal());
    json.addProperty("vault", vault);
    json.addProperty("title", record.script().title());
    json.addProperty("state", record.state().name());
    json.addProperty("begun", record.begun().toString());
    json.addProperty("ended", record.ended().map(Instant::toString).orElse(""));
    json.addProperty("faults", record.faults());
    json.addProperty("scriptDigest", record.script().digest().hex());
    json.addProperty("script", record.script().text());
    var events = new JsonArray();
    record.events().forEach(event -> events.add(event(event)));
    json.add("events", events);
    return (GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject event(Event event) {
    var json = new JsonObject();
    json.addProperty("number", event.number());
    json.addProperty("at", event.at().toString());
    json.addProperty("actor", event.actor());
    json.addProperty("what", event.what());
    json.addProperty("step", event.step());
    json.addProperty("person", event.person());
    json.addProperty("accepted", event.accepted());
    json.addProperty("words", event.words());
    return json;
  }

  /** Reads what {@link #line} gave; its signature is checked before. */
  static MinutesJson read(byte[] line) throws CeremonyException {
    try {
      JsonObject json =
          JsonParser.parseString(new String(line, StandardCharsets.UTF_8)).getAsJsonObject();
      String format = json.get("format").getAsString();
      if (!format.equals(FORMAT)) {
        throw new CeremonyException("these are no minutes: their format is '" + format + "'");
      }
      var events = new ArrayList<Event>();
      for (JsonElement each : json.getAsJsonArray("events")) {
        JsonObject event = each.getAsJsonObject();
        events.add(
            new Event(
                event.get("number").getAsLong(),
                Instant.parse(event.get("at").getAsString()),
                event.get("actor").getAsString(),
                event.get("what").getAsString(),
                event.get("step").getAsInt(),
                event.get("person").getAsString(),
                event.get("accepted").getAsBoolean(),
                event.get("words").getAsString()));
      }
      return new MinutesJson(
          json.get("vault").getAsString(),
          new CeremonyRecord(
              json.get("ceremony").getAsString(),
              new ScriptReader(json.get("script").getAsString()).read(),
              json.get("rehearsal").getAsBoolean(),
              CeremonyRecord.State.valueOf(json.get("state").getAsString()),
              events));
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | NullPointerException
        | DateTimeException e) {
      throw new CeremonyException("these are no minutes: " + e.getMessage(), e);
    }
  }
}
