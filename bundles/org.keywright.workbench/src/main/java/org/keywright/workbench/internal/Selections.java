// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Devices;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.JobRow;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.KeyVersion;
import org.keywright.workbench.model.LinkTree;
import org.keywright.workbench.model.LoadProposal;
import org.keywright.workbench.model.Subject;

/** What is chosen in a part, in words of the domain. */
public final class Selections {
  private Selections() {}

  private static Stream<?> elements(ISelection selection) {
    return selection instanceof IStructuredSelection structured
        ? structured.toList().stream()
        : Stream.empty();
  }

  /** The names of the key sets that are chosen, or whose keys are. */
  public static List<String> keySets(ISelection selection) {
    return elements(selection)
        .flatMap(
            element ->
                switch (element) {
                  case KeySetTree.Node node -> Stream.of(node.set().name());
                  case ApplicationKey key -> Stream.of(key.keySet());
                  case KeyVersion version -> Stream.of(version.keySet());
                  case Devices.Device device -> Stream.of(device.keySet());
                  default -> Stream.<String>empty();
                })
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /** The key sets that are chosen, else the one in the editor in front. */
  public static List<String> keySets(IWorkbenchWindow window, ISelection selection) {
    List<String> chosen = keySets(selection);
    IEditorPart editor = window.getActivePage().getActiveEditor();
    return chosen.isEmpty()
            && editor != null
            && editor.getEditorInput() instanceof KeySetInput keySet
        ? List.of(keySet.name())
        : chosen;
  }

  /** What is chosen, the first of several. */
  public static Optional<Object> first(@Nullable ISelection selection) {
    return selection == null
        ? Optional.empty()
        : elements(selection).findFirst().map(Object.class::cast);
  }

  /** What the editor shows that a part is. */
  public static Optional<Object> input(IWorkbenchPart part) {
    return part instanceof IEditorPart editor
        ? Optional.ofNullable(editor.getEditorInput().getAdapter(Subject.class))
        : Optional.empty();
  }

  /** What is chosen in a part, else what it shows. */
  public static Optional<Object> offered(IWorkbenchPart part) {
    var provider = part.getSite().getSelectionProvider();
    return (provider == null ? Optional.empty() : first(provider.getSelection()))
        .or(() -> input(part));
  }

  /** The keys that are chosen. */
  public static List<ApplicationKey> keys(ISelection selection) {
    return elements(selection)
        .filter(ApplicationKey.class::isInstance)
        .map(ApplicationKey.class::cast)
        .toList();
  }

  /** What a load of what is chosen would be of. */
  public static LoadProposal load(Desk desk, @Nullable ISelection selection) {
    return selection == null
        ? LoadProposal.NONE
        : LoadProposal.of(elements(selection).toList(), desk.engines().simulator().units());
  }

  /** What a load of what is dragged would be of. */
  public static LoadProposal dragged(Desk desk, @Nullable ISelection selection) {
    return selection == null
        ? LoadProposal.NONE
        : LoadProposal.dragged(elements(selection).toList(), desk.engines().simulator().units());
  }

  /** What is chosen as words, a line for each thing: names of keys and sets, endpoints. */
  public static String words(Desk desk, ISelection selection) {
    return elements(selection)
        .flatMap(
            element ->
                switch (element) {
                  case KeySetTree.Node node -> Stream.of(node.set().name());
                  case ApplicationKey key -> Stream.of(KeySetTree.name(key));
                  case KeyVersion version -> Stream.of(version.standing().key().toString());
                  case JobRow row -> Stream.of(Long.toString(row.job().id()));
                  case LinkTree.Node node
                      when node.kind() == LinkTree.Kind.PLUGIN
                          || node.kind() == LinkTree.Kind.PLUGIN_IDLE ->
                      Stream.of(node.name());
                  default -> load(desk, new StructuredSelection(element)).endpoints().stream();
                })
        .distinct()
        .collect(Collectors.joining("\n"));
  }
}
