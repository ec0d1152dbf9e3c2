using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>A message as a device sends it, read and checked.</summary>
internal sealed class MessageDraft
{
    /// <summary>Bytes of one ciphertext: eight times the longest text, in UTF-8 the longest has 256 KiB.</summary>
    public const int MaxCiphertext = 2 * 1024 * 1024;

    // 1024 members of a group with five devices each, and as many again.
    private const int MaxRecipients = 10_000;
    private const int MaxId = 128;
    private const int MaxExtras = 16;

    private MessageDraft(Node stanza, string id, Jid to)
    {
        Stanza = stanza;
        Id = id;
        To = to;
    }

    public Node Stanza { get; }

    public string Id { get; }

    public Jid To { get; }

    /// <summary>The ciphertexts for single devices: nodes with <c>jid</c> and an <c>enc</c>.</summary>
    public Node? Participants { get; private set; }

    /// <summary>A ciphertext that is for the device named by <c>to</c>, or by <c>participant</c> in a group, and nobody else.</summary>
    public Node? Bare { get; private set; }

    /// <summary>The ciphertext for everyone who has the sender key.</summary>
    public Node? ForGroup { get; private set; }

    /// <summary>What goes along to those who get a prekey message.</summary>
    public Node? DeviceIdentity { get; private set; }

    /// <summary>Children that go along to everyone as they are.</summary>
    public IReadOnlyList<Node> Extras { get; private set; } = [];

    /// <summary>Whether it is addressed by hidden id.</summary>
    public bool IsLid => To.Kind == JidKind.Lid;

    /// <summary>When it was sent: a message that is sent again to one device says so itself.</summary>
    public long SentAt(long now) =>
        long.TryParse(Stanza["t"], NumberStyles.None, CultureInfo.InvariantCulture, out var sent) && sent > 0 && sent < now ? sent : now;

    /// <summary>What a recipient of one ciphertext gets.</summary>
    public NodeContent ContentOf(Node enc)
    {
        var identity = enc["type"] == "pkmsg" ? DeviceIdentity : null;
        if (Extras.Count == 0)
            return identity is null ? enc : NodeContent.Of(enc, identity);
        return NodeContent.Of(identity is null ? [enc, .. Extras] : [enc, identity, .. Extras]);
    }

    /// <summary>What a recipient of the ciphertext for all gets: its own ciphertext, which may bring the sender key, comes first.</summary>
    public NodeContent ContentWith(Node? own)
    {
        var content = new List<Node>(3 + Extras.Count);
        if (own is not null)
            content.Add(own);
        if (ForGroup is not null)
            content.Add(ForGroup);
        if (own?["type"] == "pkmsg" && DeviceIdentity is not null)
            content.Add(DeviceIdentity);
        content.AddRange(Extras);
        return NodeContent.Of([.. content]);
    }

    /// <summary>Reads a message; the fault says what is wrong where it can't be one.</summary>
    public static bool TryRead(Node stanza, [NotNullWhen(true)] out MessageDraft? draft, [NotNullWhen(false)] out string? fault)
    {
        draft = null;
        fault = null;
        if (stanza["id"] is not { Length: > 0 and <= MaxId } id || stanza.Jid("to") is not { } to)
        {
            fault = "a message without id or to";
            return false;
        }

        var read = new MessageDraft(stanza, id, to);
        fault = read.ReadChildren();
        if (fault is not null)
            return false;
        draft = read;
        return true;
    }

    /// <summary>The single ciphertext of a recipient; null if it isn't one.</summary>
    public static Node? CiphertextOf(Node recipient) =>
        recipient.Children is [{ Tag: "enc" } enc] && enc["type"] is "msg" or "pkmsg" && FaultOf(enc) is null ? enc : null;

    private string? ReadChildren()
    {
        List<Node>? extras = null;
        foreach (var child in Stanza.Children)
        {
            switch (child.Tag)
            {
                case "participants":
                    if (child.Children.Length > MaxRecipients)
                        return $"a message to {child.Children.Length} devices";
                    Participants = child;
                    break;
                case "enc":
                    if (FaultOf(child) is { } fault)
                        return fault;
                    if (child["type"] == "skmsg")
                        ForGroup = child;
                    else
                        Bare = child;
                    break;
                case "device-identity":
                    DeviceIdentity = child;
                    break;
                case "meta" or "biz" or "bot" or "reporting" or "franking" when extras is not { Count: >= MaxExtras }:
                    (extras ??= []).Add(child);
                    break;
            }
        }

        Extras = extras ?? Extras;
        return Participants is null && Bare is null && ForGroup is null ? "a message without ciphertext" : null;
    }

    private static string? FaultOf(Node enc)
    {
        if (enc["type"] is not ("msg" or "pkmsg" or "skmsg") || enc["v"] != "2")
            return $"a ciphertext of type '{enc["type"]}', version '{enc["v"]}'";
        if (enc.Content.Value is not byte[] bytes)
            return "a ciphertext that isn't bytes";
        return bytes.Length is 0 or > MaxCiphertext ? $"a ciphertext of {bytes.Length} bytes" : null;
    }
}
