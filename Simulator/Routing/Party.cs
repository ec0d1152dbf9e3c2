using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>Where messages come from and go to: a linked device, or, without one, the phone itself, which is device 0.</summary>
internal readonly record struct Party(Phone Phone, Device? Device)
{
    public int Number => Device?.Number ?? 0;

    /// <summary>Its address by number or by hidden id.</summary>
    public Jid In(bool lid) => lid ? Device?.Lid ?? Phone.Lid : Device?.Jid ?? Phone.Jid;

    public override string ToString() => In(lid: false).ToString();
}
