// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Map;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.IMenuListener;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.commands.ICommandImageService;
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

  /** What commands of the platform's are called here, where that is not what it calls them. */
  private static final Map<String, String> LABELS =
      Map.of(
          Ids.COPY_COMMAND, "menu.copy",
          Ids.SELECT_ALL_COMMAND, "menu.selectall",
          Ids.FIND_COMMAND, "menu.find",
          Ids.REFRESH_COMMAND, "menu.refresh",
          Ids.LABEL_COMMAND, "menu.label");

  private final IWorkbenchWindow window;

  LateMenus(IWorkbenchWindow window) {
    this.window = window;
  }

  /** Adds commands to a menu at once, by their names or {@link #LINE}. */
  void add(IMenuManager menu, List<String> commands) {
    add(menu, commands, commands);
  }

  /** Adds the first of some commands at once, as an empty menu is hidden, and the others late. */
  void fill(IMenuManager menu, List<String> commands) {
    add(menu, commands.subList(0, 1), commands);
    late(menu, () -> add(menu, commands.subList(1, commands.size()), commands));
  }

  private void add(IMenuManager menu, List<String> commands, List<String> all) {
    commands.forEach(each -> menu.add(item(each, all)));
  }

  /** Adds commands to the ends of groups, by their names, when the menu is first shown. */
  void late(IMenuManager menu, Map<String, List<String>> commands) {
    late(
        menu,
        () ->
            commands.forEach(
                (group, each) -> each.forEach(one -> menu.appendToGroup(group, item(one, each)))));
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

  /** Without a picture of its own it has room for one where others have some. */
  private IContributionItem item(String command, List<String> all) {
    if (command.equals(LINE)) {
      return new Separator();
    }
    var parameter =
        new CommandContributionItemParameter(
            window, null, Ids.command(command), CommandContributionItem.STYLE_PUSH);
    if (!isPictured(command) && all.stream().anyMatch(this::isPictured)) {
      parameter.icon = Icons.room();
    }
    parameter.label = LABELS.containsKey(command) ? text(LABELS.get(command)) : null;
    return new CommandContributionItem(parameter);
  }

  private boolean isPictured(String command) {
    return window.getService(ICommandImageService.class).getImageDescriptor(Ids.command(command))
        != null;
  }
}
