// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.quickaccess.IQuickAccessComputerExtension;
import org.eclipse.ui.quickaccess.QuickAccessElement;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Devices;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.KeySetTree;

/** What Quick Access finds in the open vault: key sets, keys and devices. Called by any thread. */
public final class QuickFinds implements IQuickAccessComputerExtension {
  private static final System.Logger LOG = System.getLogger(QuickFinds.class.getName());
  private static final int MOST_DEVICES = 20;

  /** Made by the platform. */
  public QuickFinds() {
    // the platform's way to make what finds
  }

  @Override
  public QuickAccessElement[] computeElements() {
    return new QuickAccessElement[0];
  }

  @Override
  public QuickAccessElement[] computeElements(String query, IProgressMonitor monitor) {
    Optional<Vault> vault = PlatformUI.getWorkbench().getService(Desk.class).vault();
    if (vault.isEmpty() || query.isBlank()) {
      return computeElements();
    }
    try {
      return find(vault.get(), query.strip()).toArray(QuickAccessElement[]::new);
    } catch (VaultException e) {
      LOG.log(System.Logger.Level.DEBUG, "the vault is not searched", e);
      return computeElements();
    }
  }

  private static List<QuickAccessElement> find(Vault vault, String query) throws VaultException {
    var found = new ArrayList<QuickAccessElement>();
    for (KeySetTree.Node node : KeySetTree.of(vault).filter(query).sets()) {
      String set = node.set().name();
      found.add(new Find("keyset", set, () -> showing().edit(set)));
      for (ApplicationKey key : node.keys()) {
        String words = KeySetTree.name(key) + "  " + key.label();
        found.add(new Find("key", words, () -> showing().edit(key)));
      }
    }
    for (Devices.Device device : vault.devices().page(query, 0, MOST_DEVICES)) {
      String serial = device.serial();
      found.add(new Find("module", serial + "  " + device.endpoint(), () -> open(serial)));
    }
    return found;
  }

  private static Showing showing() {
    return new Showing(PlatformUI.getWorkbench().getActiveWorkbenchWindow());
  }

  private static void open(String serial) {
    Commands.run(PlatformUI.getWorkbench(), "device.open", Map.of("serial", serial));
  }

  @Override
  public void resetState() {
    // nothing is kept
  }

  @Override
  public boolean needsRefresh() {
    return false;
  }

  private static final class Find extends QuickAccessElement {
    private final String icon;
    private final String words;
    private final Runnable shown;

    Find(String icon, String words, Runnable shown) {
      this.icon = icon;
      this.words = words;
      this.shown = shown;
    }

    @Override
    public String getLabel() {
      return words;
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
      return Icons.descriptor(icon);
    }

    @Override
    public String getId() {
      return icon + ":" + words;
    }

    @Override
    public void execute() {
      shown.run();
    }
  }
}
