// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.swt.widgets.Shell;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.NamedFile;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Statement;

/** A dialog of plain fields, of whose values a statement is made. */
public final class FormDialog extends ActDialog {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{0,9}");

  private final String act;
  private final String prefix;
  private final List<Field> fields;
  private final Function<Values, Statement> made;
  private final Consumer<Performed> then;
  private final Map<String, Supplier<String>> values = new LinkedHashMap<>();

  /**
   * A field.
   *
   * @param name what its text's key ends with
   * @param kind how it looks
   * @param value what stands in it at first; what is chosen at first
   * @param choices what can be chosen, or is proposed; of a file its ending alone
   * @param needed whether it has to be filled
   */
  public record Field(String name, Kind kind, String value, List<String> choices, boolean needed) {
    /** Copies the list. */
    public Field {
      choices = List.copyOf(choices);
    }

    /** A field that has to be filled. */
    public static Field needed(String name, String value) {
      return new Field(name, Kind.TEXT, value, List.of(), true);
    }

    /** A field that may stay empty. */
    public static Field optional(String name, String value) {
      return new Field(name, Kind.TEXT, value, List.of(), false);
    }

    /** One of some values. */
    public static Field choice(String name, List<String> choices, String value) {
      return new Field(name, Kind.CHOICE, value, choices, true);
    }

    /** A field that has to be filled, with proposals. */
    public static Field proposed(String name, List<String> proposals, String value) {
      return new Field(name, Kind.PROPOSALS, value, proposals, true);
    }

    /** The name of a file that is there already; may stay empty. */
    public static Field file(String name, String ending) {
      return new Field(name, Kind.FILE, "", List.of(ending), false);
    }

    /** What is settled already. */
    public static Field settled(String name, String value) {
      return new Field(name, Kind.SETTLED, value, List.of(), false);
    }

    /** A whole number; may stay empty. */
    public static Field number(String name) {
      return new Field(name, Kind.NUMBER, "", List.of(), false);
    }

    /** The name of a file that is written. */
    public static Field target(String name, String ending, boolean needed) {
      return new Field(name, Kind.TARGET, "", List.of(ending), needed);
    }

    /** The name of a file that is there already. */
    public static Field source(String name, String ending, boolean needed) {
      return new Field(name, Kind.FILE, "", List.of(ending), needed);
    }

    /** A yes or no. */
    public static Field check(String name) {
      return new Field(name, Kind.CHECK, "", List.of(), false);
    }
  }

  /** How a field looks. */
  public enum Kind {
    /** A line that cannot be changed. */
    SETTLED,
    /** A line to type in. */
    TEXT,
    /** A line to type digits in. */
    NUMBER,
    /** A line to type in, with proposals. */
    PROPOSALS,
    /** A choice. */
    CHOICE,
    /** A file that is there. */
    FILE,
    /** A file that is written. */
    TARGET,
    /** A tick. */
    CHECK
  }

  /** What stands in the fields, without blanks around it. */
  public record Values(Map<String, String> all) {
    /** Copies the map. */
    public Values {
      all = Map.copyOf(all);
    }

    /** What stands in a field. */
    public String of(String name) {
      return all.getOrDefault(name, "");
    }

    /** What stands in a field, if anything. */
    public Optional<String> given(String name) {
      return Optional.of(of(name)).filter(value -> !value.isEmpty());
    }

    /** Whether a field is ticked. */
    public boolean ticked(String name) {
      return !of(name).isEmpty();
    }
  }

  /**
   * Makes a dialog.
   *
   * @param act the act that has to be allowed, by its name in the log
   * @param key what its texts' keys begin with: {@code .title}, {@code .hint}, {@code .do}, and the
   *     name of each field
   * @param then is told what came of it, if it went well
   */
  public FormDialog(
      Shell shell,
      Desk desk,
      String act,
      String key,
      List<Field> fields,
      Function<Values, Statement> made,
      Consumer<Performed> then) {
    super(shell, desk, key);
    this.act = act;
    this.prefix = key + ".";
    this.fields = List.copyOf(fields);
    this.made = made;
    this.then = then;
  }

  @Override
  protected String act() {
    return act;
  }

  @Override
  protected void fields(FieldGrid grid) {
    for (Field field : fields) {
      values.put(field.name(), put(grid, field));
    }
  }

  private Supplier<String> put(FieldGrid grid, Field field) {
    String label = prefix + field.name();
    return switch (field.kind()) {
      case SETTLED -> {
        grid.settled(label, field.value());
        yield field::value;
      }
      case TEXT, NUMBER -> {
        var line = grid.field(label);
        line.setText(field.value());
        yield line::getText;
      }
      case PROPOSALS -> {
        var line = grid.proposals(label, field.choices());
        line.setText(field.value());
        yield line::getText;
      }
      case CHOICE -> {
        var choice = grid.choice(label, field.choices());
        if (field.choices().contains(field.value())) {
          choice.setText(field.value());
        }
        yield choice::getText;
      }
      case FILE ->
          grid.file(label, new FileChooser(false, label, field.choices().getFirst()))::getText;
      case TARGET ->
          grid.target(label, new FileChooser(true, label, field.choices().getFirst()))::getText;
      case CHECK -> {
        var tick = grid.check(label);
        yield () -> tick.getSelection() ? "yes" : "";
      }
    };
  }

  private Values values() {
    var now = new LinkedHashMap<String, String>();
    values.forEach((name, value) -> now.put(name, value.get().strip()));
    return new Values(now);
  }

  @Override
  protected Optional<String> problem() {
    Values now = values();
    return fields.stream()
        .flatMap(field -> wrong(field, now).stream())
        .findFirst()
        .or(
            () ->
                fields.stream()
                    .filter(field -> field.needed() && now.of(field.name()).isEmpty())
                    .findFirst()
                    .map(field -> text("form.missing", called(field))));
  }

  private String called(Field field) {
    return text(prefix + field.name()).replaceFirst(":$", "");
  }

  private Optional<String> wrong(Field field, Values now) {
    String value = now.of(field.name());
    return switch (field.kind()) {
      case NUMBER ->
          DIGITS.matcher(value).matches()
              ? Optional.empty()
              : Optional.of(text("form.number", called(field)));
      case FILE -> NamedFile.sourceProblem(value);
      case TARGET -> NamedFile.targetProblem(value);
      case SETTLED, TEXT, PROPOSALS, CHOICE, CHECK -> Optional.empty();
    };
  }

  @Override
  protected Statement statement() {
    return made.apply(values());
  }

  @Override
  protected void succeeded(Performed done) {
    then.accept(done);
  }
}
