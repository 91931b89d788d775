// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keywright.console.spi.Cautioned;
import org.keywright.crypto.Kcv;

/**
 * Shows values to programs: one JSON object or array. Records are objects of their components, what
 * is empty is null, durations are seconds, a check value says its method, all else is text.
 */
final class JsonView {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

  /** What reads a value from the one word that it is written as. */
  private static final Set<String> READERS = Set.of("parse", "of", "ofHex");

  private JsonView() {}

  static String of(@Nullable Object value) {
    JsonElement tree = tree(value);
    if (tree.isJsonPrimitive() || tree.isJsonNull()) {
      var whole = new JsonObject();
      whole.add("result", tree);
      tree = whole;
    }
    return GSON.toJson(tree);
  }

  private static JsonElement tree(@Nullable Object value) {
    return switch (value) {
      case null -> JsonNull.INSTANCE;
      case Boolean b -> new JsonPrimitive(b);
      case Number n -> new JsonPrimitive(n);
      case Optional<?> o -> tree(o.orElse(null));
      case OptionalInt o -> o.isPresent() ? new JsonPrimitive(o.getAsInt()) : JsonNull.INSTANCE;
      case OptionalLong o -> o.isPresent() ? new JsonPrimitive(o.getAsLong()) : JsonNull.INSTANCE;
      case Duration d -> new JsonPrimitive(Math.round(d.toNanos() / 1e3) / 1e6);
      case Enum<?> e -> new JsonPrimitive(Coercion.word(e));
      case Cautioned c when c.caution().isEmpty() ->
          c.value().isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(c.value());
      case Kcv k -> pair("method", k.method().label(), "value", k.value().hex());
      case Map<?, ?> map -> object(map);
      case Collection<?> many -> array(many);
      case Cautioned c -> object(c);
      case Record r when !plain(r) -> object(r);
      default -> new JsonPrimitive(value.toString());
    };
  }

  /** Whether people write such a record as one word: then it is one for programs too. */
  static boolean plain(Record value) {
    return Arrays.stream(value.getClass().getDeclaredMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> READERS.contains(method.getName()))
        .filter(method -> method.getReturnType() == value.getClass())
        .anyMatch(
            method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}));
  }

  private static JsonArray array(Collection<?> many) {
    var array = new JsonArray();
    many.forEach(each -> array.add(tree(each)));
    return array;
  }

  private static JsonObject object(Map<?, ?> map) {
    var object = new JsonObject();
    map.entrySet().stream()
        .sorted(Map.Entry.comparingByKey((a, b) -> a.toString().compareTo(b.toString())))
        .forEach(entry -> object.add(entry.getKey().toString(), tree(entry.getValue())));
    return object;
  }

  private static JsonObject object(Record record) {
    var object = new JsonObject();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      object.add(component.getName(), tree(Components.value(record, component)));
    }
    return object;
  }

  private static JsonObject pair(String first, String a, String second, String b) {
    var object = new JsonObject();
    object.addProperty(first, a);
    object.addProperty(second, b);
    return object;
  }
}
