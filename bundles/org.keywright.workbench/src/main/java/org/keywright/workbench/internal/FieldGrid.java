// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.model.NamedFile;

/** Fields one below the other, each with its label before it; whoever owns it hears each change. */
public final class FieldGrid {
  private static final int WIDTH = 320;
  private static final int MARGIN = 12;

  private final Composite parent;
  private final Runnable changed;
  private final List<Text> targets = new ArrayList<>();

  /**
   * Makes an empty grid.
   *
   * @param changed called at each change of any field
   */
  public FieldGrid(Composite parent, Runnable changed) {
    this.parent = parent;
    this.changed = changed;
    GridLayoutFactory.swtDefaults().numColumns(3).spacing(8, 6).margins(0, 0).applyTo(parent);
  }

  /** The fields of a whole page of a wizard, with the room around them that all pages leave. */
  public static FieldGrid page(Composite body, Runnable changed) {
    var grid = new FieldGrid(body, changed);
    var layout = (GridLayout) body.getLayout();
    layout.marginWidth = MARGIN;
    layout.marginHeight = MARGIN;
    return grid;
  }

  private void label(String key) {
    var label = new Label(parent, SWT.NONE);
    label.setText(text(key));
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(label);
  }

  /**
   * Shows the row of a field, or not; then the others close up. The window grows if it has to.
   *
   * @param field as it was made here
   */
  public void show(Control field, boolean yes) {
    if (field.getVisible() == yes && ((GridData) field.getLayoutData()).exclude != yes) {
      return;
    }
    Control[] all = parent.getChildren();
    int at = Arrays.asList(all).indexOf(field);
    for (Control each : List.of(all[at - 1], field)) {
      each.setVisible(yes);
      ((GridData) each.getLayoutData()).exclude = !yes;
    }
    if (parent.getShell().getVisible()) {
      grow(parent.getShell());
    }
  }

  /** Lays a window out anew, and has it grow to what it needs. */
  public static void grow(Shell shell) {
    shell.layout(true, true);
    Point now = shell.getSize();
    Point needed = shell.computeSize(SWT.DEFAULT, SWT.DEFAULT);
    shell.setSize(Math.max(now.x, needed.x), Math.max(now.y, needed.y));
  }

  /** What is settled already, in words that can be read and not changed. */
  public void settled(String key, String words) {
    label(key);
    var said = new Label(parent, SWT.NONE);
    said.setText(words.replace("&", "&&"));
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .align(SWT.FILL, SWT.CENTER)
        .span(2, 1)
        .applyTo(said);
  }

  public Text field(String key) {
    return field(key, SWT.NONE, 2);
  }

  /** A field that shows dots; {@link Text#getTextChars} reads it. */
  public Text masked(String key) {
    return field(key, SWT.PASSWORD, 2);
  }

  private Text field(String key, int style, int columns) {
    label(key);
    Text field =
        style == SWT.PASSWORD
            ? MaskedFields.masked(parent)
            : new Text(parent, SWT.BORDER | SWT.SINGLE | style);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .span(columns, 1)
        .hint(WIDTH, SWT.DEFAULT)
        .applyTo(field);
    field.addModifyListener(event -> changed.run());
    return field;
  }

  /** A field for a file that is written in place of an existing one, see {@link #targets}. */
  public Text target(String key, FileChooser chooser) {
    Text field = file(key, chooser);
    targets.add(field);
    return field;
  }

  /** The files that are named in such fields now. */
  public List<Path> targets() {
    return targets.stream().flatMap(field -> NamedFile.of(field.getText()).stream()).toList();
  }

  /** A field for a file, with a button that looks for one. */
  public Text file(String key, FileChooser chooser) {
    Text field = field(key, SWT.NONE, 1);
    Dropping.file(field);
    var browse = new Button(parent, SWT.PUSH);
    browse.setText(text("button.browse"));
    GridDataFactory.fillDefaults().applyTo(browse);
    browse.addListener(
        SWT.Selection,
        event -> chooser.choose(parent.getShell(), field.getText()).ifPresent(field::setText));
    return field;
  }

  public Combo choice(String key, List<String> values) {
    label(key);
    var choice = new Combo(parent, SWT.READ_ONLY);
    choice.setItems(values.toArray(String[]::new));
    if (!values.isEmpty()) {
      choice.select(0);
    }
    GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(choice);
    choice.addListener(SWT.Selection, event -> changed.run());
    return choice;
  }

  /** A line that shows a statement of the console, in its letters. */
  public static Text statement(Composite parent) {
    var line = new Text(parent, SWT.READ_ONLY | SWT.SINGLE);
    line.setFont(JFaceResources.getTextFont());
    line.setBackground(parent.getBackground());
    GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(line);
    return line;
  }

  /** A field with these proposals, in which something else can be typed too. */
  public Combo proposals(String key, List<String> values) {
    Combo field = proposals(key);
    field.setItems(values.toArray(String[]::new));
    return field;
  }

  /** A field with proposals, of which one can be chosen or something else typed. */
  public Combo proposals(String key) {
    label(key);
    var field = new Combo(parent, SWT.DROP_DOWN);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .span(2, 1)
        .hint(WIDTH, SWT.DEFAULT)
        .applyTo(field);
    field.addModifyListener(event -> changed.run());
    return field;
  }

  /** A table over the whole width, in which one row can be chosen. */
  public Table table(int rows) {
    var table = new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
    table.setHeaderVisible(true);
    GridDataFactory.fillDefaults()
        .grab(true, true)
        .span(3, 1)
        .hint(SWT.DEFAULT, table.getHeaderHeight() + rows * table.getItemHeight())
        .applyTo(table);
    return table;
  }

  public Spinner number(String key, int least, int most, int value) {
    label(key);
    var number = new Spinner(parent, SWT.BORDER);
    number.setValues(value, least, most, 0, 1, 10);
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).span(2, 1).applyTo(number);
    number.addListener(SWT.Modify, event -> changed.run());
    return number;
  }

  public Button check(String key) {
    GridDataFactory.fillDefaults().applyTo(new Label(parent, SWT.NONE));
    var check = new Button(parent, SWT.CHECK);
    check.setText(text(key));
    GridDataFactory.fillDefaults().span(2, 1).applyTo(check);
    check.addListener(SWT.Selection, event -> changed.run());
    return check;
  }
}
