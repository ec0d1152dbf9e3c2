using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>Whom a message to one account goes to.</summary>
/// <param name="To">The chat, by hidden id if it is known.</param>
/// <param name="PhoneNumber">The recipient's phone number beside a hidden id, if it is known.</param>
/// <param name="Recipients">The recipient's devices.</param>
/// <param name="Own">This account's other devices, in the same space.</param>
internal sealed record Audience(Jid To, Jid? PhoneNumber, IReadOnlyList<Jid> Recipients, IReadOnlyList<Jid> Own)
{
    /// <summary>The devices of an account, and this account's others.</summary>
    /// <exception cref="RecipientNotFoundException">There is no such account.</exception>
    internal static async Task<Audience> OfAccountAsync(Jid chat, AccountDirectory directory, Credentials me)
    {
        var account = chat.ToAccount();
        var own = me.Id!.ToAccount();
        bool isSelf = me.IsMe(account);
        var lists = await directory.Devices.FindAsync(isSelf ? [own] : [account, own]);
        var to = isSelf ? me.In(account.Kind).ToAccount() : await directory.Lids.LidOfAsync(account) ?? account;
        var others = lists.GetValueOrDefault(own, DeviceList.None).Of(me.In(to.Kind).ToAccount()).Where(device => !me.IsThisDevice(device));
        var recipients = isSelf ? [] : lists.GetValueOrDefault(account, DeviceList.None).Of(to);
        var audience = new Audience(
            to, to.Kind == JidKind.Lid ? await directory.Lids.PhoneNumberOfAsync(to) : null, [.. recipients], [.. others]);
        return audience.Recipients.Count > 0 || (isSelf && audience.Own.Count > 0) ? audience : throw new RecipientNotFoundException(chat);
    }
}
