using System.Text.Json;
using Google.Protobuf.Reflection;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messages;

/// <summary>Our schema beside Baileys' (Data/baileys-messages.mjs takes its field numbers out of it).</summary>
public sealed class SchemaTests
{
    // Not in Baileys' schema; from whatsmeow's.
    private static readonly string[] Elsewhere = ["HistorySync.nctSalt"];

    private static readonly JsonElement Schema = TestData.Load("baileys-messages.json").GetProperty("schema");

    private static readonly FileDescriptor[] Files =
    [
        AddOnsReflection.Descriptor, ContextInfoReflection.Descriptor, HistorySyncReflection.Descriptor, MediaReflection.Descriptor,
        MessageReflection.Descriptor, PeerReflection.Descriptor, PollsReflection.Descriptor, TextReflection.Descriptor,
        WebMessageInfoReflection.Descriptor,
    ];

    [Fact]
    public void Every_field_has_the_number_and_the_kind_that_Baileys_knows()
    {
        var (compared, wrong) = (0, new List<string>());
        foreach (var message in Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested))
        {
            var theirs = Find(message);
            foreach (var field in message.Fields.InFieldNumberOrder())
            {
                string name = $"{message.Name}.{field.JsonName}";
                if (Elsewhere.Contains(name))
                    continue;
                compared++;
                if (!theirs.TryGetProperty(field.JsonName, out var their)
                    || their[0].GetInt32() != field.FieldNumber
                    || KindOf(their[1].GetString()!) != KindOf(field)
                    || their[2].GetBoolean() != field.IsRepeated)
                {
                    wrong.Add($"{name} {field.FieldNumber} {field.FieldType}: {their}");
                }
            }
        }

        wrong.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(350);
    }

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);

    // Theirs are nested where ours are not: the last name counts, and the longest common end if there are several.
    private static JsonElement Find(MessageDescriptor message)
    {
        var candidates = Schema.EnumerateObject().Where(entry => entry.Name.Split('.')[^1] == message.Name).ToList();
        candidates.ShouldNotBeEmpty(message.Name);
        string parent = message.ContainingType?.Name ?? "";
        return (candidates.Count == 1
            ? candidates[0]
            : candidates.FirstOrDefault(entry => entry.Name.Contains(parent, StringComparison.Ordinal), candidates[0])).Value;
    }

    // Some of their messages are bytes to us, and some of their enums numbers: the wire has no difference.
    private static string KindOf(FieldDescriptor field) => KindOf(field.FieldType.ToString().ToLowerInvariant());

    private static string KindOf(string kind) => kind switch
    {
        "message" => "bytes",
        "enum" => "int32",
        _ => kind,
    };
}
