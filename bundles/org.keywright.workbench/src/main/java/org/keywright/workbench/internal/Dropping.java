// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.LoadProposal;
import org.keywright.workbench.model.Statement;

/**
 * Takes what is dropped. Each drop asks before anything is done, by the wizard or dialog that the
 * menu has too. For the window's thread.
 */
public final class Dropping {
  private static final int COPY = DND.DROP_COPY | DND.DROP_DEFAULT;

  private Dropping() {}

  /**
   * Has a load proposed when keys are dropped on modules, or modules on keys.
   *
   * @param thing what stands in a row of the control
   */
  public static void load(
      Control control, IWorkbenchPartSite site, Function<Widget, Optional<?>> thing) {
    Desk desk = site.getService(Desk.class);
    into(
        control,
        site.getWorkbenchWindow(),
        event ->
            event.item == null
                ? Optional.empty()
                : thing
                    .apply(event.item)
                    .map(row -> LoadProposal.of(List.of(row), desk.engines().simulator().units()))
                    .flatMap(dragged(desk)::onto));
  }

  /** Has a load proposed of whatever keys or modules are dropped. */
  public static void anyLoad(Control control, IWorkbenchPartSite site) {
    Desk desk = site.getService(Desk.class);
    into(control, site.getWorkbenchWindow(), event -> dragged(desk).alone());
  }

  private static LoadProposal dragged(Desk desk) {
    return Selections.dragged(desk, LocalSelectionTransfer.getTransfer().getSelection());
  }

  private static void into(
      Control control,
      IWorkbenchWindow window,
      Function<DropTargetEvent, Optional<LoadProposal>> proposal) {
    target(
        control,
        new DropTargetAdapter() {
          @Override
          public void dragOver(DropTargetEvent event) {
            event.feedback = DND.FEEDBACK_SELECT | DND.FEEDBACK_SCROLL | DND.FEEDBACK_EXPAND;
            boolean takes = isFiles(event) || proposal.apply(event).isPresent();
            event.detail = takes ? DND.DROP_COPY : DND.DROP_NONE;
          }

          @Override
          public void drop(DropTargetEvent event) {
            if (isFiles(event)) {
              take(event, window);
            } else {
              proposal.apply(event).ifPresent(load -> later(control, () -> begin(window, load)));
            }
          }
        },
        LocalSelectionTransfer.getTransfer(),
        FileTransfer.getInstance());
  }

  private static void begin(IWorkbenchWindow window, LoadProposal load) {
    Commands.load(window, load.keySet(), load.ref(), load.endpoints());
  }

  /** Takes files that are dropped anywhere in a window. */
  static void files(IWorkbenchWindow window) {
    target(
        window.getShell(), new Copying(event -> take(event, window)), FileTransfer.getInstance());
  }

  /** Has a field name a file that is dropped on it. */
  static void file(Text field) {
    target(
        field,
        new Copying(
            event -> {
              if (event.data instanceof String[] files && files.length > 0) {
                field.setText(files[0]);
              }
            }),
        FileTransfer.getInstance());
  }

  /**
   * Has a field with several lines take words where its cursor is, such as endpoints that are
   * dragged.
   *
   * @param around what the field stands in: it takes words by itself on some platforms, which then
   *     minds another who does
   */
  public static void lines(Control around, Text field) {
    target(
        around,
        new Copying(
            event -> {
              if (event.data instanceof String words) {
                insert(field, words + "\n");
              }
            }),
        TextTransfer.getInstance());
  }

  /** Has the line of a command take words where its cursor is, and the names of files. */
  static void words(Text line) {
    target(
        line,
        new Copying(
            event -> {
              if (event.data instanceof String words) {
                insert(line, words.replace('\n', ' '));
              } else if (event.data instanceof String[] files) {
                insert(line, new Statement(List.of(files)).text());
              }
            }),
        FileTransfer.getInstance(),
        TextTransfer.getInstance());
  }

  private static void insert(Text field, String words) {
    field.insert(words);
    field.setFocus();
  }

  private static boolean isFiles(DropTargetEvent event) {
    return FileTransfer.getInstance().isSupportedType(event.currentDataType);
  }

  private static void take(DropTargetEvent event, IWorkbenchWindow window) {
    if (event.data instanceof String[] files) {
      later(window.getShell(), () -> new DroppedFiles(window).take(List.of(files)));
    }
  }

  /** The platform's own handling of the drag has to end before a dialog opens. */
  private static void later(Control control, Runnable act) {
    control.getDisplay().asyncExec(act);
  }

  private static void target(Control control, DropTargetAdapter listener, Transfer... transfers) {
    var target = new DropTarget(control, COPY);
    target.setTransfer(transfers);
    target.addDropListener(listener);
  }

  /** Takes whatever can be dropped, wherever in the control. */
  private static final class Copying extends DropTargetAdapter {
    private final Consumer<DropTargetEvent> taking;

    Copying(Consumer<DropTargetEvent> taking) {
      this.taking = taking;
    }

    @Override
    public void dragEnter(DropTargetEvent event) {
      event.detail = DND.DROP_COPY;
    }

    @Override
    public void drop(DropTargetEvent event) {
      taking.accept(event);
    }
  }
}
