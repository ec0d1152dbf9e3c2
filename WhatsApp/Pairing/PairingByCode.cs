using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Pairing;

/// <summary>Pairing by a code that is typed into the phone: hello, the phone's hello, finish.</summary>
internal sealed class PairingByCode(ClientParts parts, IServer server) : IDisposable
{
    private const string Tag = "link_code_companion_reg";
    private const string ReferenceTag = "link_code_pairing_ref";

    // A number with country code has seven digits or more, and doesn't begin with 0.
    private const int FewestDigits = 7;

    private readonly Lock _lock = new();
    private (PairingCodeExchange Exchange, Jid Account, string Reference)? _open;

    /// <summary>The secret that this pairing will be authenticated with, once the phone has answered.</summary>
    internal ReadOnlyMemory<byte>? Secret { get; private set; }

    internal static Jid ParseNumber(string phoneNumber)
    {
        string digits = string.Concat(phoneNumber.Where(char.IsAsciiDigit));
        if (digits.Length < FewestDigits || digits[0] == '0' || !ulong.TryParse(digits, CultureInfo.InvariantCulture, out _))
            throw new ArgumentException("A phone number is written with its country code: +1 555 000 0001.", nameof(phoneNumber));
        return new Jid(digits, JidServer.User);
    }

    /// <summary>Tells the server about a code, which replaces the one before; returns it as it is shown.</summary>
    internal async Task<string> RequestAsync(Jid account, string code)
    {
        var exchange = new PairingCodeExchange(code, parts.Random);
        try
        {
            var answer = await server.RequestAsync("set", "md", [Hello(account, exchange)]);
            string reference = answer.Child(Tag)?.Child(ReferenceTag)?.Text
                ?? throw new UnexpectedAnswerException("The server's answer to a pairing code has no reference.");
            lock (_lock)
            {
                _open?.Exchange.Dispose();
                _open = (exchange, account, reference);
            }
        }
        catch
        {
            exchange.Dispose();
            throw;
        }

        string shown = PairingCode.Show(code);
        parts.Events.Publish(new PairingCodeIssued(shown, account.User));
        return shown;
    }

    /// <summary>Answers the phone into which the code was typed.</summary>
    internal async Task AnswerPhoneAsync(Node notification)
    {
        if (notification.Child(Tag) is not { } hello || hello["stage"] != "primary_hello")
            return;
        (PairingCodeExchange Exchange, Jid Account, string Reference) open;
        lock (_lock)
        {
            if (_open is not { } current || current.Reference != hello.Child(ReferenceTag)?.Text)
                return; // of a code that was replaced
            open = current;
            _open = null;
        }

        using (open.Exchange)
        {
            byte[] bundle = Answer(open.Exchange, hello);
            await server.RequestAsync("set", "md", [Finish(open.Account, bundle, open.Reference)]);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _open?.Exchange.Dispose();
            _open = null;
        }
    }

    private byte[] Answer(PairingCodeExchange exchange, Node hello)
    {
        try
        {
            var phoneIdentity = PublicKey.FromRaw(Bytes(hello, "primary_identity_pub"));
            var (bundle, secret) = exchange.Answer(
                Bytes(hello, "link_code_pairing_wrapped_primary_ephemeral_pub"),
                parts.Keeper.Current.IdentityKey,
                phoneIdentity,
                parts.Random);
            Secret = secret; // before the phone can use it
            return bundle;
        }
        catch (InvalidKeyException e)
        {
            throw new MalformedPairingException("The phone's answer to a pairing code has an unusable key.", e);
        }
    }

    private static ReadOnlySpan<byte> Bytes(Node parent, string tag) => parent.Child(tag) is { } child ? child.Bytes.Span : [];

    private Node Hello(Jid account, PairingCodeExchange exchange) => new(
        Tag,
        [("jid", account), ("stage", "companion_hello"), ("should_show_push_notification", "true")],
        [
            new Node("link_code_pairing_wrapped_companion_ephemeral_pub", content: exchange.WrapOurKey(parts.Random)),
            new Node("companion_server_auth_key_pub", content: parts.Keeper.Current.NoiseKey.PublicKey.Bytes.ToArray()),
            new Node("companion_platform_id", content: parts.Options.Platform.WebClientType().ToString()),
            new Node("companion_platform_display", content: $"{parts.Options.Platform.BrowserName()} ({parts.Options.OperatingSystem})"),
            new Node("link_code_pairing_nonce", content: "0"),
        ]);

    private Node Finish(Jid account, byte[] bundle, string reference) => new(
        Tag,
        [("jid", account), ("stage", "companion_finish")],
        [
            new Node("link_code_pairing_wrapped_key_bundle", content: bundle),
            new Node("companion_identity_public", content: parts.Keeper.Current.IdentityKey.PublicKey.Bytes.ToArray()),
            new Node(ReferenceTag, content: System.Text.Encoding.UTF8.GetBytes(reference)),
        ]);
}
