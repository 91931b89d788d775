// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The answer to a statement with {@code --json}. */
record JsonAnswer(JsonObject object) {
  /** Reads an answer; there is none if the statement could not be carried out. */
  static Optional<JsonAnswer> of(Performed done) {
    try {
      return JsonParser.parseString(String.join("\n", done.shown())) instanceof JsonObject object
          ? Optional.of(new JsonAnswer(object))
          : Optional.empty();
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  /** A member in words; nothing if it is null. A check value has its method behind it. */
  String text(String name) {
    JsonElement value = object.get(name);
    if (value instanceof JsonObject kcv && kcv.has("method")) {
      return kcv.get("value").getAsString() + " (" + kcv.get("method").getAsString() + ")";
    }
    return value == null || value.isJsonNull() ? "" : value.getAsString();
  }

  int number(String name) {
    return object.get(name).getAsInt();
  }

  List<JsonAnswer> list(String name) {
    return StreamSupport.stream(object.getAsJsonArray(name).spliterator(), false)
        .map(each -> new JsonAnswer(each.getAsJsonObject()))
        .toList();
  }
}
