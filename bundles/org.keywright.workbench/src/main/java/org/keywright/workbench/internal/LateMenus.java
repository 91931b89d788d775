// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.List;
import java.util.Map;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.IMenuListener;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;

/**
 * Commands of the workbench in menus, which are made when the menu is shown for the first time: by
 * {@code plugin.xml} they would be made at the start, and the platform draws a menu anew for each
 * of them. For the window's thread.
 */
final class LateMenus {
  /** Between commands: a line. */
  static final String LINE = "-";

  private final IWorkbenchWindow window;

  LateMenus(IWorkbenchWindow window) {
    this.window = window;
  }

  /** Adds commands to a menu at once, by their names or {@link #LINE}. */
  void add(IMenuManager menu, List<String> commands) {
    commands.forEach(each -> menu.add(item(each)));
  }

  /** Adds the first of some commands at once, as an empty menu is hidden, and the others late. */
  void fill(IMenuManager menu, List<String> commands) {
    add(menu, commands.subList(0, 1));
    late(menu, () -> add(menu, commands.subList(1, commands.size())));
  }

  /** Adds commands to the ends of groups, by their names, when the menu is first shown. */
  void late(IMenuManager menu, Map<String, List<String>> commands) {
    late(
        menu,
        () ->
            commands.forEach(
                (group, each) -> each.forEach(one -> menu.appendToGroup(group, item(one)))));
  }

  /** Fills a menu, which has something in it already, when it is first shown. */
  void late(IMenuManager menu, Runnable filling) {
    menu.addMenuListener(
        new IMenuListener() {
          private boolean filled;

          @Override
          public void menuAboutToShow(IMenuManager shown) {
            if (!filled) {
              filled = true;
              filling.run();
            }
            fresh(shown);
          }
        });
  }

  /** What can be done may be something else than when the menu was shown before. */
  void fresh(IMenuManager menu) {
    for (IContributionItem item : menu.getItems()) {
      item.update();
    }
  }

  private IContributionItem item(String command) {
    if (command.equals(LINE)) {
      return new Separator();
    }
    String id = command.startsWith("org.") ? command : Ids.OURS + command;
    return new CommandContributionItem(
        new CommandContributionItemParameter(window, null, id, CommandContributionItem.STYLE_PUSH));
  }
}
