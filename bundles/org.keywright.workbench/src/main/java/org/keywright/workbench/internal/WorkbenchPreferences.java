// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.IWorkbenchWindow;

/** Light or dark, the language, and how much console and trace keep. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
public final class WorkbenchPreferences extends PreferencePage implements IWorkbenchPreferencePage {
  private static final int DARK = 1;
  private static final List<Language> LANGUAGES = List.of(Language.values());

  private IWorkbenchWindow window;
  private Combo theme;
  private Combo language;
  private Spinner lines;
  private Button history;
  private Spinner exchanges;

  /** Made by the platform. */
  public WorkbenchPreferences() {
    // the platform's way to make a page
  }

  @Override
  public void init(IWorkbench workbench) {
    window = workbench.getActiveWorkbenchWindow();
  }

  @Override
  protected Control createContents(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(0, 0).spacing(0, 12).applyTo(body);
    var fields = new Composite(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
    var grid = new FieldGrid(fields, () -> {});
    theme =
        grid.choice(
            "preferences.theme",
            List.of(text("preferences.theme.light"), text("preferences.theme.dark")));
    theme.select(Themes.dark(window) ? DARK : 0);
    language =
        grid.choice("preferences.language", LANGUAGES.stream().map(Language::words).toList());
    language.select(LANGUAGES.indexOf(Language.chosen()));
    lines = number(grid, "preferences.lines", Setting.CONSOLE_LINES);
    exchanges = number(grid, "preferences.exchanges", Setting.TRACE_EXCHANGES);
    history = grid.check("preferences.history");
    history.setSelection(Setting.CONSOLE_HISTORY.value() == 1);
    var hint = new Label(body, SWT.WRAP);
    hint.setText(text("preferences.hint"));
    Colours.faint(hint);
    GridDataFactory.fillDefaults().grab(true, false).hint(300, SWT.DEFAULT).applyTo(hint);
    return body;
  }

  private static Spinner number(FieldGrid grid, String key, Setting setting) {
    Spinner number = grid.number(key, setting.least(), setting.most(), setting.value());
    number.setIncrement(setting.least());
    return number;
  }

  @Override
  protected void performDefaults() {
    theme.select(0);
    language.select(LANGUAGES.indexOf(Language.SYSTEM));
    lines.setSelection(Setting.CONSOLE_LINES.usual());
    exchanges.setSelection(Setting.TRACE_EXCHANGES.usual());
    history.setSelection(Setting.CONSOLE_HISTORY.usual() == 1);
    super.performDefaults();
  }

  @Override
  public boolean performOk() {
    LANGUAGES.get(language.getSelectionIndex()).choose();
    Setting.CONSOLE_LINES.choose(lines.getSelection());
    Setting.TRACE_EXCHANGES.choose(exchanges.getSelection());
    Setting.CONSOLE_HISTORY.choose(history.getSelection() ? 1 : 0);
    if (Themes.dark(window) != (theme.getSelectionIndex() == DARK)) {
      Themes.toggle(window);
    }
    return true;
  }
}
