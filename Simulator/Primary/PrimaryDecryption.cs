using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.Simulator.Primary;

/// <summary>Decrypts what comes for a phone.</summary>
internal sealed class PrimaryDecryption(PrimaryDevice primary)
{
    /// <summary>Decrypts a message's ciphertexts in their order: the first may bring the key of the second.</summary>
    public async Task<Reading> ReadAsync(Node stanza, Party sender)
    {
        var messages = new List<DecodedMessage>();
        SignalException? failure = null;
        foreach (var enc in stanza.Children)
        {
            if (enc.Tag != "enc")
                continue;
            try
            {
                if (enc["type"] == "pkmsg" && sender.Device is not null)
                    CheckIdentity(stanza, sender, enc);
                var plaintext = await primary.Sessions.DoAsync(transaction => DecryptAsync(transaction, stanza, sender, enc));
                var decoded = MessageReader.ReadPadded(plaintext, sender.Phone == primary.Phone);
                messages.Add(decoded);
                await TakeSenderKeyAsync(stanza, sender, decoded);
            }
            catch (DuplicateMessageException)
            {
                // It came twice; nothing is to be said about it but that it is here.
            }
            catch (SignalException e)
            {
                failure ??= e;
            }
        }

        return new Reading(messages, failure);
    }

    private static Task<byte[]> DecryptAsync(SignalTransaction transaction, Node stanza, Party sender, Node enc)
    {
        var address = PrimarySessions.AddressOf(sender);
        return enc["type"] switch
        {
            "pkmsg" => transaction.DecryptAsync(address, CiphertextKind.PreKeyMessage, enc.Bytes),
            "skmsg" => transaction.DecryptFromGroupAsync(stanza.Jid("from")!, address, enc.Bytes),
            _ => transaction.DecryptAsync(address, CiphertextKind.Message, enc.Bytes),
        };
    }

    private async Task TakeSenderKeyAsync(Node stanza, Party sender, DecodedMessage decoded)
    {
        if (decoded.Distribution is not { } distribution)
            return;
        var group = Jid.TryParse(distribution.GroupId, out var named) ? named : stanza.Jid("from")!;
        await primary.Sessions.DoAsync(async transaction =>
        {
            await transaction.ProcessDistributionAsync(
                group, PrimarySessions.AddressOf(sender), distribution.AxolotlSenderKeyDistributionMessage.Memory);
            return true;
        });
    }

    // Clients may not check this of each other; here it is a way to see that they send the right thing.
    private void CheckIdentity(Node stanza, Party sender, Node enc)
    {
        try
        {
            var identity = DeviceIdentityCheck.IdentityOf(enc.Bytes);
            var shown = stanza.Child("device-identity")?.Bytes ?? default;
            DeviceIdentityCheck.Verify(shown.Span, identity, sender.Phone.AccountKey.PublicKey);
        }
        catch (DeviceIdentityException e)
        {
            primary.Server.Violations.Record(sender, $"a prekey message without its proper device identity: {e.Message}");
        }
    }
}

/// <summary>What came of a message.</summary>
/// <param name="Messages">What could be decrypted, in its order.</param>
/// <param name="Failure">Why something couldn't.</param>
internal sealed record Reading(IReadOnlyList<DecodedMessage> Messages, SignalException? Failure);
