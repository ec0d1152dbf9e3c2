using Wasilo.WhatsApp.Binary;

namespace Wasilo.Storage.Engine;

/// <summary>A jid in a column most of whose jids are of one server: that server isn't written, and what has an @ has another.</summary>
internal static class JidText
{
    public const string Phones = "s.whatsapp.net";
    public const string Lids = "lid";
    public const string Groups = "g.us";

    public static string Write(Jid jid, string usualServer)
    {
        var text = jid.ToString();
        var at = text.Length - usualServer.Length - 1;
        return at > 0 && text[at] == '@' && text.EndsWith(usualServer, StringComparison.Ordinal) ? text[..at] : text;
    }

    public static Jid Read(string text, string usualServer) =>
        Jid.Parse(text.Contains('@', StringComparison.Ordinal) ? text : $"{text}@{usualServer}");
}
