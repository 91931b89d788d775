// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Map;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.ICoolBarManager;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.action.ToolBarManager;
import org.eclipse.swt.SWT;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.actions.ActionFactory.IWorkbenchAction;
import org.eclipse.ui.actions.ContributionItemFactory;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;

/**
 * The menus: the platform's own actions, and the commands of the workbench in between, in the order
 * of the work. Others may add to them by {@code plugin.xml}.
 */
final class ActionBars extends ActionBarAdvisor {
  ActionBars(IActionBarConfigurer configurer) {
    super(configurer);
  }

  @Override
  protected void fillMenuBar(IMenuManager bar) {
    IWorkbenchWindow window = getActionBarConfigurer().getWindowConfigurer().getWindow();
    var late = new LateMenus(window);
    file(bar, window, late);
    edit(bar, window, late);
    keys(bar, late);
    personalization(bar, late);
    pairing(bar, late);
    officers(bar, late);
    bar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
    window(bar, window, late);
    help(bar, window, late);
  }

  private void file(IMenuManager bar, IWorkbenchWindow window, LateMenus late) {
    var file = menu(bar, "menu.file", IWorkbenchActionConstants.M_FILE);
    file.add(new GroupMarker("vault"));
    file.add(new Separator("save"));
    file.add(action(ActionFactory.SAVE, "menu.save", window));
    file.add(action(ActionFactory.SAVE_ALL, "menu.saveall", window));
    file.add(unpictured(ActionFactory.REVERT, "menu.revert", window));
    file.add(new GroupMarker("refresh"));
    file.add(new Separator("script"));
    file.add(new Separator("end"));
    file.add(unpictured(ActionFactory.QUIT, "menu.quit", window));
    late.late(
        file,
        Map.of(
            "vault",
            List.of(
                "vault.open",
                "vault.create",
                "vault.backup",
                "vault.restore",
                "vault.older",
                "vault.close",
                "vault.demo",
                LateMenus.LINE,
                "start"),
            "refresh",
            List.of(Ids.REFRESH_COMMAND),
            "script",
            List.of(
                "script.run",
                "script.save",
                LateMenus.LINE,
                "plugin.install",
                LateMenus.LINE,
                Ids.PROPERTIES_COMMAND)));
  }

  private void edit(IMenuManager bar, IWorkbenchWindow window, LateMenus late) {
    var edit = menu(bar, "menu.edit", IWorkbenchActionConstants.M_EDIT);
    edit.add(action(ActionFactory.UNDO, "edit.undo", window));
    edit.add(action(ActionFactory.REDO, "edit.redo", window));
    edit.add(new Separator("copy"));
    late.late(
        edit,
        Map.of(
            "copy",
            List.of(Ids.COPY_COMMAND, Ids.SELECT_ALL_COMMAND, LateMenus.LINE, Ids.FIND_COMMAND)));
  }

  private static void keys(IMenuManager bar, LateMenus late) {
    var keys = menu(bar, "menu.keys", "org.keywright.workbench.menu.keys");
    late.add(keys, List.of("keyset.create"));
    late.late(
        keys,
        () -> {
          late.add(keys, List.of("key.generate", "key.import", Ids.LABEL_COMMAND, LateMenus.LINE));
          var life =
              new MenuManager(
                  text("menu.life"), Icons.descriptor("life"), "org.keywright.workbench.menu.life");
          late.add(
              life,
              List.of(
                  "key.life.activate",
                  "key.life.suspend",
                  "key.life.deactivate",
                  "key.life.compromise",
                  "key.life.destroy"));
          life.addMenuListener(late::fresh);
          keys.add(life);
          late.add(
              keys,
              List.of(
                  "keyset.page.diversification",
                  "keyset.page.comparison",
                  LateMenus.LINE,
                  "load",
                  "campaign",
                  LateMenus.LINE,
                  "ceremony"));
        });
  }

  private static void personalization(IMenuManager bar, LateMenus late) {
    late.fill(
        menu(bar, "menu.personalization", "org.keywright.workbench.menu.personalization"),
        List.of("perso.campaign", LateMenus.LINE, "perso.order"));
  }

  private static void pairing(IMenuManager bar, LateMenus late) {
    late.fill(
        menu(bar, "menu.pairing", "org.keywright.workbench.menu.pairing"),
        List.of(
            "pair.contact",
            LateMenus.LINE,
            "pair.estate",
            "pair.produce",
            LateMenus.LINE,
            "pair.centre.open",
            "pair.centre.close"));
  }

  private static void officers(IMenuManager bar, LateMenus late) {
    late.fill(
        menu(bar, "menu.officers", "org.keywright.workbench.menu.officers"),
        List.of(
            "officer.sign-in",
            "officer.sign-out",
            "officer.passphrase",
            LateMenus.LINE,
            "period.open",
            "period.close",
            LateMenus.LINE,
            "requests",
            "officers",
            LateMenus.LINE,
            "lock"));
  }

  private void window(IMenuManager bar, IWorkbenchWindow window, LateMenus late) {
    var show = menu(bar, "menu.window", IWorkbenchActionConstants.M_WINDOW);
    show.add(new GroupMarker("lists"));
    late.late(
        show,
        () -> {
          var views = new MenuManager(text("menu.views"), "views");
          views.add(ContributionItemFactory.VIEWS_SHORTLIST.create(window));
          show.appendToGroup("lists", views);
          var perspectives = new MenuManager(text("menu.perspectives"), "perspectives");
          perspectives.add(ContributionItemFactory.PERSPECTIVES_SHORTLIST.create(window));
          show.appendToGroup("lists", perspectives);
        });
    show.add(new GroupMarker("reset"));
    show.add(action(ActionFactory.RESET_PERSPECTIVE, "menu.reset", window));
    show.add(new GroupMarker("columns"));
    show.add(new Separator("theme"));
    show.add(new Separator("preferences"));
    show.add(action(ActionFactory.PREFERENCES, "menu.preferences", window));
    late.late(show, Map.of("columns", List.of("columns"), "theme", List.of("theme")));
  }

  private void help(IMenuManager bar, IWorkbenchWindow window, LateMenus late) {
    var help = menu(bar, "menu.help", IWorkbenchActionConstants.M_HELP);
    help.add(new GroupMarker("guide"));
    late.late(help, Map.of("guide", List.of("guide", "guide.chapter")));
    help.add(new Separator("about"));
    help.add(action(ActionFactory.ABOUT, "menu.about", window));
  }

  private static MenuManager menu(IMenuManager bar, String key, String id) {
    var menu = new MenuManager(text(key), id);
    bar.add(menu);
    return menu;
  }

  /** An action among others with pictures. */
  private IWorkbenchAction unpictured(ActionFactory factory, String key, IWorkbenchWindow window) {
    IWorkbenchAction action = action(factory, key, window);
    action.setImageDescriptor(Icons.room());
    return action;
  }

  private IWorkbenchAction action(ActionFactory factory, String key, IWorkbenchWindow window) {
    IWorkbenchAction action = factory.create(window);
    action.setText(text(key));
    register(action);
    return action;
  }

  @Override
  protected void fillCoolBar(ICoolBarManager bar) {
    bar.add(new ToolBarManager(SWT.FLAT | SWT.RIGHT));
    bar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
  }

  /** One line, however narrow the window is: toolbars of their own would wrap. */
  @Override
  protected void fillStatusLine(IStatusLineManager line) {
    IWorkbenchWindow window = getActionBarConfigurer().getWindowConfigurer().getWindow();
    line.add(new VaultStatus(window));
    line.add(new PeriodStatus(window));
    line.add(new NoticeStatus(window));
  }
}
