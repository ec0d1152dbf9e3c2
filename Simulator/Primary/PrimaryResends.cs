using System.Buffers.Binary;
using System.Globalization;
using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.Simulator.Primary;

/// <summary>Sends a message again to a device that couldn't decrypt it.</summary>
internal sealed class PrimaryResends(PrimaryDevice primary)
{
    private const int MaxRetries = 5;
    private const int NewSessionFrom = 2;

    public async Task SendAgainAsync(Node receipt, Party asking, Jid from, string id)
    {
        _ = int.TryParse(receipt.Child("retry")?["count"], NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        if (count > MaxRetries || !primary.Log.TryFind(id, out var logged) || !logged.FromMe)
            return;
        var about = StanzaAttributes.Of(logged.Message);
        var enc = await primary.Sessions.DoAsync(async transaction =>
        {
            await RenewSessionAsync(transaction, receipt, asking, count);
            var plaintext = await PlaintextAsync(transaction, asking, logged);
            return await PrimaryOutbox.EncryptAsync(transaction, asking, plaintext, about, count.ToString(CultureInfo.InvariantCulture));
        });
        primary.Outbox.Hand(new Node(
            "message",
            [
                ("id", id),
                ("to", logged.IsInGroup ? logged.Chat : asking.In(from.Kind == JidKind.Lid)),
                ("participant", logged.IsInGroup ? receipt.Jid("participant") : null),
                ("recipient", asking.Phone == primary.Phone && !logged.IsInGroup ? logged.Chat : null),
                ("type", about.Type),
                ("edit", about.Edit),
                ("t", logged.At.ToUnixTimeSeconds()),
                ("device_fanout", logged.IsInGroup ? null : "false"),
            ],
            enc));
    }

    // With the keys that the device wants to be written to with; without them, with those that the server has, if the old session is no
    // good.
    private static async Task RenewSessionAsync(SignalTransaction transaction, Node receipt, Party asking, int count)
    {
        var address = PrimarySessions.AddressOf(asking);
        var registration = receipt.Child("registration")?.Bytes is { Length: sizeof(uint) } bytes
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes.Span)
            : (uint?)null;
        if (PrimarySessions.BundleOf(receipt, registration ?? 0) is { } bundle)
            await transaction.StartSessionAsync(address, bundle);
        else if (count >= NewSessionFrom || (await transaction.DescribeAsync(address))?.RegistrationId != registration)
            await transaction.StartSessionAsync(address, PrimarySessions.BundleOf(asking));
    }

    private async Task<byte[]> PlaintextAsync(SignalTransaction transaction, Party asking, LoggedMessage logged)
    {
        if (logged.IsInGroup)
            return await primary.Groups.AgainAsync(transaction, logged.Chat, logged.Message);
        return MessageCodec.WritePadded(
            asking.Phone == primary.Phone ? MessageWriter.ForOwnDevices(logged.Message, logged.Chat) : logged.Message, primary.Random);
    }
}
