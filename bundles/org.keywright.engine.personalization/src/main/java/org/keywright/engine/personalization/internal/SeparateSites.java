// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import org.keywright.engine.personalization.Site;
import org.keywright.engine.personalization.Sites;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes the parties anew for each holder of vaults. */
@Component
public final class SeparateSites implements Sites {
  private final Services services;

  /** Called by the framework. */
  @Activate
  public SeparateSites(@Reference Services services) {
    this.services = services;
  }

  @Override
  public Site with(Vaults vaults) {
    var own = services.with(vaults);
    return new Site(
        vaults,
        new CertifyingManufacturers(own),
        new CertifyingUnits(own),
        new AdmittingCentrals(own),
        new RevokingParties(own),
        new PlayedDevices(own));
  }
}
