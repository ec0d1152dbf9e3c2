using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Groups;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>Whom a message to a group or to the status list goes to.</summary>
/// <param name="Addressing">lid or pn, as the group is addressed; null for the status list.</param>
/// <param name="Devices">All members' devices, this one among them.</param>
internal sealed record GroupAudience(string? Addressing, IReadOnlyList<Jid> Devices)
{
    /// <summary>The devices of a group's members.</summary>
    internal static async Task<GroupAudience> OfGroupAsync(Jid group, AccountDirectory directory)
    {
        var info = await directory.Groups.FindAsync(group);
        return new GroupAudience(
            info.Addressing == GroupAddressing.Lid ? "lid" : "pn",
            await DevicesOfAsync(info.Participants.Select(participant => participant.Id), directory));
    }

    /// <summary>The devices of those who may see a status update, and this account's own.</summary>
    /// <remarks>By phone number where it is known, as Baileys does; others may see only those whom their number is no secret to.</remarks>
    internal static async Task<GroupAudience> OfStatusAsync(IReadOnlyList<Jid> accounts, AccountDirectory directory, Credentials me)
    {
        var named = new HashSet<Jid> { me.Id!.ToAccount() };
        foreach (var account in accounts)
            named.Add(await directory.Lids.PhoneNumberOfAsync(account) ?? account.ToAccount());
        return new GroupAudience(null, await DevicesOfAsync(named, directory));
    }

    private static async Task<IReadOnlyList<Jid>> DevicesOfAsync(IEnumerable<Jid> accounts, AccountDirectory directory)
    {
        var asked = accounts.Distinct().ToList();
        var lists = await directory.Devices.FindAsync(asked);
        return [.. asked.SelectMany(DevicesOf)];

        IEnumerable<Jid> DevicesOf(Jid account) =>
            lists.GetValueOrDefault(LidMap.AccountOf(account), DeviceList.None).Of(account, forGroup: true);
    }
}
