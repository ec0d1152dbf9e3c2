using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Faults;

/// <summary>Changes what is encrypted in a stanza, so that it isn't authentic any more.</summary>
internal static class Damage
{
    public static Node To(Node stanza) => new(
        stanza.Tag,
        stanza.Attributes,
        NodeContent.Of([.. stanza.Children.Select(static child => child.Tag == "enc" ? ToCiphertext(child) : child)]));

    // At the end of a message between devices is its authentication code, of a group message its signature. After the code of a prekey
    // message come the registration id and the signed prekey's number, at most 11 bytes, which nothing protects; before them at least
    // this many bytes are protected.
    private const int BehindUnprotected = 14;

    private static Node ToCiphertext(Node enc)
    {
        var bytes = enc.Bytes.ToArray();
        bytes[enc["type"] == "pkmsg" && bytes.Length >= BehindUnprotected ? ^BehindUnprotected : ^1] ^= 1;
        return new Node(enc.Tag, enc.Attributes, bytes);
    }
}
