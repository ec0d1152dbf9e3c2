using System.Globalization;
using System.Text;

namespace Wasilo.WhatsApp.Messages;

/// <summary>
/// Which fields of a message a report can be about. Read from ReportingFields.txt: numbers of fields, those of their messages in brackets.
/// A star says that the field is a whole message again.
/// </summary>
internal sealed class ReportingFields
{
    private readonly Dictionary<int, ReportingFields?> _fields = [];

    private ReportingFields()
    {
    }

    /// <summary>Those of a message.</summary>
    internal static ReportingFields OfMessage { get; } = Load();

    internal int Count => _fields.Count;

    /// <summary>Whether a field counts, and which ones of its own do; null if all of it does.</summary>
    internal bool TryFind(int number, out ReportingFields? inner) => _fields.TryGetValue(number, out inner);

    private static ReportingFields Load()
    {
        const string name = "ReportingFields.txt";
        using var stream = typeof(ReportingFields).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from this assembly.");
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var root = new ReportingFields();
        var open = new Stack<ReportingFields>([root]);
        string text = reader.ReadToEnd();
        int number = 0;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case >= '0' and <= '9':
                    int start = i;
                    while (i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
                        i++;
                    number = int.Parse(text.AsSpan(start, i + 1 - start), CultureInfo.InvariantCulture);
                    open.Peek()._fields.Add(number, null);
                    break;
                case '*':
                    open.Peek()._fields[number] = root;
                    break;
                case '(':
                    var inner = new ReportingFields();
                    open.Peek()._fields[number] = inner;
                    open.Push(inner);
                    break;
                case ')':
                    open.Pop();
                    break;
            }
        }

        return root;
    }
}
