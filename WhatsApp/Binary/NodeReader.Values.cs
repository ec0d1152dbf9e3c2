using System.Buffers.Binary;
using System.Text;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// Strings and jids.
/// <code>
/// text    = 0 (null, read as empty) | token(1..235) | 236..239 index(1) | 251 hex | 255 nibbles | bytes in UTF-8
/// bytes   = 252 length(1) | 253 length(3, its upper four bits meaningless) | 254 length(4)
/// jid     = 250 user(text) server(text) | 247 domain(1) device(1) user(text)
///         | 246 user(text) device(2) "msgr" | 245 user(text) device(2) integrator(2) "interop"
/// </code>
/// </summary>
internal ref partial struct NodeReader
{
    /// <summary>An attribute's value or a content's text: a string or a Jid.</summary>
    private object ReadValue(byte tag) => tag switch
    {
        WireTag.JidPair => ReadJidPair(),
        WireTag.DeviceJid => ReadDeviceJid(),
        WireTag.MessengerJid => ReadMessengerJid(),
        WireTag.InteropJid => ReadInteropJid(),
        _ => ReadText(tag),
    };

    /// <summary>
    /// Text where a jid makes no sense: tags, keys, and the parts of jids themselves, which as jids would be a
    /// second way to nest without end.
    /// </summary>
    private string ReadPlainText()
    {
        var tag = ReadByte();
        if (tag is WireTag.JidPair or WireTag.DeviceJid or WireTag.MessengerJid or WireTag.InteropJid)
            Refuse.NotText(_at - 1, tag);
        return ReadText(tag);
    }

    private string ReadText(byte tag)
    {
        switch (tag)
        {
            case WireTag.ListEmpty:
                return "";
            case <= WireTag.LastSingleToken:
                return Tokens.Single(tag);
            case <= WireTag.Dictionary3:
                return Tokens.Double(tag - WireTag.Dictionary0, ReadByte());
            case WireTag.Nibble8 or WireTag.Hex8:
                return ReadPacked(tag);
            case WireTag.Binary8 or WireTag.Binary20 or WireTag.Binary32:
                var length = ReadLength(tag);
                if (length > Limits.StringBytes)
                    Refuse.StringTooLong(length);
                // What is not UTF-8 becomes U+FFFD: one odd name must not end a connection.
                return Encoding.UTF8.GetString(Take(length));
            default:
                Refuse.UnknownTag(_at - 1, tag);
                return "";
        }
    }

    private string ReadPacked(byte tag)
    {
        var start = _at - 1;
        var header = ReadByte();
        var packed = Take(header & PackedText.LengthMask);
        var isOdd = (header & PackedText.OddFlag) != 0;
        return PackedText.Unpack(packed, isOdd, tag == WireTag.Hex8 ? PackedText.Hex : PackedText.Nibbles, start);
    }

    private int ReadLength(byte tag)
    {
        switch (tag)
        {
            case WireTag.Binary8:
                return ReadByte();
            case WireTag.Binary20:
                var bytes = Take(3);
                return (bytes[0] & 0x0f) << 16 | bytes[1] << 8 | bytes[2];
            default:
                var at = _at;
                var length = BinaryPrimitives.ReadUInt32BigEndian(Take(4));
                // Unsigned: with its top bit set it is a negative number elsewhere.
                if (length > (uint)(_body.Length - _at))
                    Refuse.Truncated(at, length, _body.Length - _at);
                return (int)length;
        }
    }

    private Jid ReadJidPair()
    {
        var start = _at - 1;
        var user = ReadPlainText();
        var server = ReadPlainText();
        if (server.Length == 0)
            Refuse.BadJidServer(start);
        return user.Contains('@') ? Jid.Parse($"{user}@{server}") : Jid.Of(user, server);
    }

    private Jid ReadDeviceJid()
    {
        var (kind, server, agent) = Jid.OfDomain(ReadByte());
        var device = ReadByte();
        return WithParts(new Jid(kind, ReadPlainText(), server, device, agent));
    }

    private Jid ReadMessengerJid()
    {
        var start = _at - 1;
        var user = ReadPlainText();
        var device = ReadUInt16();
        if (ReadPlainText() != JidServer.Messenger)
            Refuse.BadJidServer(start);
        return WithParts(new Jid(JidKind.Messenger, user, JidServer.Messenger, device));
    }

    private Jid ReadInteropJid()
    {
        var start = _at - 1;
        var user = ReadPlainText();
        var device = ReadUInt16();
        var integrator = ReadUInt16();
        if (ReadPlainText() != JidServer.Interop)
            Refuse.BadJidServer(start);
        return WithParts(new Jid(JidKind.Interop, user, JidServer.Interop, device, integrator: integrator));
    }

    // A user with a separator in it would make two addresses of one text. No account has one; if it comes, its text counts.
    private static Jid WithParts(Jid jid) => Jid.IsPlain(jid.User, jid.Kind) ? jid : Jid.Parse(jid.ToString());
}
