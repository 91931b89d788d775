// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.ValueSource;

/**
 * The commands that are here now. Their groups are not made before one of their commands is called
 * for. Safe for use by many threads.
 */
final class CommandTable {
  private final Optional<CommandTable> beneath;
  private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();
  private final Map<String, ValueSource> sources = new ConcurrentHashMap<>();

  /** A table of its own. */
  CommandTable() {
    this.beneath = Optional.empty();
  }

  /** A table that has, besides what is added to it, all that another has. */
  CommandTable(CommandTable beneath) {
    this.beneath = Optional.of(beneath);
  }

  /** A command that can be called: its model, and the group that has its method. */
  record Found(CommandModel model, CommandGroup group) {}

  private record Entry(String scope, Object owner, Supplier<@Nullable CommandGroup> group) {}

  /** Adds a group's commands; a name that is taken stays with its first owner. */
  void add(String scope, List<String> names, Object owner, Supplier<@Nullable CommandGroup> group) {
    for (String name : names) {
      entries.putIfAbsent(
          scope.isEmpty() ? name : scope + ":" + name, new Entry(scope, owner, group));
    }
  }

  /** Takes an owner's commands away. */
  void remove(Object owner) {
    entries.values().removeIf(entry -> entry.owner.equals(owner));
  }

  void addValues(String kind, ValueSource source) {
    sources.putIfAbsent(kind, source);
  }

  void removeValues(String kind) {
    sources.remove(kind);
  }

  /** The values of a kind that could stand somewhere; none if nobody knows any. */
  List<String> values(String kind, Map<String, String> given) {
    ValueSource source = sources.get(kind);
    if (source != null) {
      return source.values(kind, given);
    }
    return beneath.map(table -> table.values(kind, given)).orElse(List.of());
  }

  SortedSet<String> names() {
    var names = new TreeSet<>(entries.keySet());
    beneath.ifPresent(table -> names.addAll(table.names()));
    return names;
  }

  boolean has(String name) {
    return entries.containsKey(name) || beneath.map(table -> table.has(name)).orElse(false);
  }

  /** Finds a command and makes its group. */
  Optional<Found> find(String name) {
    Entry entry = entries.get(name);
    if (entry == null && beneath.isPresent()) {
      return beneath.get().find(name);
    }
    CommandGroup group = entry == null ? null : entry.group.get();
    if (entry == null || group == null) {
      return Optional.empty();
    }
    return CommandModel.read(entry.scope, group.getClass()).stream()
        .filter(model -> model.name().equals(name))
        .map(model -> new Found(model, group))
        .findFirst();
  }

  /** The models of all commands, by name. */
  List<CommandModel> models() {
    return names().stream()
        .map(name -> find(name).map(Found::model).orElse(null))
        .filter(Objects::nonNull)
        .toList();
  }
}
