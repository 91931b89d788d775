// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeySet;

/**
 * What somebody has typed about the keys of a key set and not saved yet. Nothing happens to the
 * vault before the {@linkplain #changes changes} are carried out. Used by one thread.
 */
public final class KeySetDraft {
  private final SequencedMap<String, KeyDraft> stored = new LinkedHashMap<>();
  private final Map<String, KeyDraft> typed = new LinkedHashMap<>();

  /** What was stored when somebody began to type about a key. */
  private final Map<String, KeyDraft> begun = new LinkedHashMap<>();

  private final Deque<Step> undo = new ArrayDeque<>();
  private final Deque<Step> redo = new ArrayDeque<>();

  private record Step(String key, KeyField field, String before, String after) {}

  /**
   * One thing to be done when the draft is saved.
   *
   * @param key which key it is about
   * @param statement what does it
   */
  public record Change(String key, Statement statement) {}

  /** The name of a key set's transport key here. */
  public static String name(KeySet set) {
    return KeyDraft.of(set).key();
  }

  /** The name of an application key here: that of its version. */
  public static String name(ApplicationKey key) {
    return KeyDraft.of(key).key();
  }

  /** Takes what the vault holds now; what was typed stays, but for keys that are gone. */
  public void stored(KeySet set, List<ApplicationKey> keys) {
    stored.clear();
    Stream.concat(Stream.of(KeyDraft.of(set)), keys.stream().map(KeyDraft::of))
        .forEach(each -> stored.put(each.key(), each));
    typed.entrySet().removeIf(each -> !isEditable(each.getKey()) || isStored(each.getValue()));
    begun.keySet().retainAll(typed.keySet());
    undo.removeIf(step -> !isEditable(step.key()));
    redo.removeIf(step -> !isEditable(step.key()));
  }

  private boolean isStored(KeyDraft draft) {
    return draft.equals(stored.get(draft.key()));
  }

  /** Whether anything of a key can be edited; nothing of one that is destroyed. */
  public boolean isEditable(String key) {
    KeyDraft now = stored.get(key);
    return now != null && !now.destroyed();
  }

  /** Whether a key has such a field. */
  public boolean isEditable(String key, KeyField field) {
    KeyDraft now = stored.get(key);
    return now != null && isEditable(key) && (field != KeyField.LABEL || !now.isTransport());
  }

  /** What stands in a field: as it was typed, else as it is stored. */
  public String value(String key, KeyField field) {
    return draft(key).map(each -> each.value(field)).orElse("");
  }

  private Optional<KeyDraft> draft(String key) {
    return Optional.ofNullable(typed.get(key)).or(() -> Optional.ofNullable(stored.get(key)));
  }

  /** Somebody types: the field has this text now. */
  public void type(String key, KeyField field, String text) {
    String before = value(key, field);
    if (!isEditable(key, field) || before.equals(text)) {
      return;
    }
    redo.clear();
    Step last = undo.peek();
    // Letters typed one after the other into a field are undone together.
    if (last != null && last.key().equals(key) && last.field() == field) {
      undo.pop();
      undo.push(new Step(key, field, last.before(), text));
    } else {
      undo.push(new Step(key, field, before, text));
    }
    set(key, field, text);
  }

  private void set(String key, KeyField field, String text) {
    KeyDraft now = stored.get(key);
    if (now == null) {
      return;
    }
    KeyDraft draft = draft(key).orElse(now).with(field, text);
    if (draft.equals(now)) {
      typed.remove(key);
      begun.remove(key);
    } else {
      typed.put(key, draft);
      begun.putIfAbsent(key, now);
    }
  }

  /** Takes the last thing back that was typed; returns about which key it was. */
  public Optional<String> undo() {
    return step(undo, redo, true);
  }

  /** Types again what was taken back last; returns about which key it was. */
  public Optional<String> redo() {
    return step(redo, undo, false);
  }

  private Optional<String> step(Deque<Step> from, Deque<Step> to, boolean back) {
    Step step = from.poll();
    if (step == null) {
      return Optional.empty();
    }
    to.push(step);
    set(step.key(), step.field(), back ? step.before() : step.after());
    return Optional.of(step.key());
  }

  /** Whether there is something to take back. */
  public boolean canUndo() {
    return !undo.isEmpty();
  }

  /** Whether something was taken back. */
  public boolean canRedo() {
    return !redo.isEmpty();
  }

  /** Drops all that was typed. */
  public void revert() {
    typed.clear();
    begun.clear();
    undo.clear();
    redo.clear();
  }

  /** Whether something is not saved. */
  public boolean isDirty() {
    return !typed.isEmpty();
  }

  /** Whether something about a key is not saved. */
  public boolean isDirty(String key) {
    return typed.containsKey(key);
  }

  /** Whether what stands in a field is not saved. */
  public boolean isDirty(String key, KeyField field) {
    KeyDraft draft = typed.get(key);
    KeyDraft now = stored.get(key);
    return draft != null && now != null && !draft.value(field).equals(now.value(field));
  }

  /** What is wrong with what stands in a field. */
  public Optional<String> problem(String key, KeyField field) {
    return Optional.ofNullable(typed.get(key)).flatMap(each -> each.problem(field));
  }

  /** The first thing that is wrong, with the name of its key; what is wrong is not saved. */
  public Optional<String> problem() {
    return typed.values().stream()
        .flatMap(
            each ->
                Arrays.stream(KeyField.values())
                    .flatMap(field -> each.problem(field).stream())
                    .map(words -> each.key() + ": " + words))
        .findFirst();
  }

  /** The keys that somebody else has changed since they were typed about here. */
  public List<String> overtaken() {
    return begun.entrySet().stream()
        .filter(each -> !each.getValue().equals(stored.get(each.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What is to be done, in order; called if there is no {@linkplain #problem() problem}. */
  public List<Change> changes() {
    return stored.values().stream()
        .filter(now -> typed.containsKey(now.key()))
        .flatMap(
            now ->
                draft(now.key()).stream()
                    .flatMap(each -> each.statements(now))
                    .map(statement -> new Change(now.key(), statement)))
        .toList();
  }

  /**
   * A save has ended: what of it was done counts as stored, even before it is read anew. Nothing of
   * it is undone any more.
   */
  public void saved(SavedChanges saved) {
    for (Change change : saved.done()) {
      boolean label = change.statement().words().getFirst().equals("key:label");
      for (KeyField field : KeyField.values()) {
        if (label == (field == KeyField.LABEL)) {
          String value = value(change.key(), field).strip();
          stored.computeIfPresent(change.key(), (key, now) -> now.with(field, value));
        }
      }
      rebase(change.key());
    }
    typed.entrySet().removeIf(each -> each.getValue().changesNothingOf(stored.get(each.getKey())));
    begun.keySet().retainAll(typed.keySet());
    undo.clear();
    redo.clear();
  }

  private void rebase(String key) {
    KeyDraft now = stored.get(key);
    if (now != null) {
      begun.replace(key, now);
    }
  }

  /** A key as it would be if what was typed were saved, as far as that is right. */
  public ApplicationKey shown(ApplicationKey key) {
    KeyDraft draft = typed.get(name(key));
    return draft == null ? key : draft.shown(key);
  }
}
