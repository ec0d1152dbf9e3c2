using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Wasilo.Api.Dialects.Gateway;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Api.Dialects.Wappfy;
using Wasilo.Api.Dialects.WawpV1;
using Wasilo.Api.Dialects.WawpV2;

namespace Wasilo.Api.OpenApi;

/// <summary>Shows of each body what one looks like.</summary>
internal sealed class Examples : IOpenApiSchemaTransformer
{
    private static readonly Dictionary<Type, string> Known = new()
    {
        [typeof(WahaCreateRequest)] = """{"name":"default","start":true,"config":{"metadata":{"user.id":"123"},"webhooks":[{"url":"https://example.com/hook","events":["message","session.status"],"hmac":{"key":"a secret"}}]}}""",
        [typeof(WahaUpdateRequest)] = """{"config":{"debug":true}}""",
        [typeof(WahaCodeRequest)] = """{"phoneNumber":"15550000001"}""",
        [typeof(WahaCode)] = """{"code":"ABCD-1234"}""",
        [typeof(WahaQr)] = """{"value":"https://wa.me/settings/linked_devices#2@..."}""",
        [typeof(WahaFile)] = """{"mimetype":"image/png","data":"iVBORw0KGgo..."}""",
        [typeof(WahaMe)] = """{"id":"15550000001@c.us","pushName":"Alice","lid":"100000000000001@lid","jid":"15550000001:3@s.whatsapp.net"}""",
        [typeof(WahaError)] = """{"statusCode":404,"message":"Session not found","error":"Not Found"}""",
        [typeof(WahaKeyRequest)] = """{"isAdmin":false,"session":"default","isActive":true,"actions":{"read":true,"send":true,"control":false}}""",
        [typeof(WahaKey)] = """{"id":"abcdefghijkl","key":"wa_abcdefghijkl_***","isActive":true,"isAdmin":false,"session":"default","actions":{"read":true,"send":true,"control":false,"setting":true,"app":false,"delete":false}}""",
        [typeof(WappfyStartRequest)] = """{"config":{"store":{"dialect":"sqlite3","address":"main"},"log":{"level":"INFO"}}}""",
        [typeof(WappfyDone)] = """{"success":true,"message":"Session started successfully","session":"my-session","name":"my-session","status":"STARTING"}""",
        [typeof(WappfyError)] = """{"success":false,"message":"The session exists and is active.","statusCode":409,"error":"Conflict"}""",
        [typeof(WawpV2Credentials)] = """{"instance_id":"A1B2C3D4E5F6","access_token":"wa_..."}""",
        [typeof(WawpV2Session)] = """{"instance_id":"A1B2C3D4E5F6","name":"wasilo-84729105","session_name":"wasilo-84729105","server_name":"node-1","status":"STARTING","config":{"webhooks":{},"proxy":null}}""",
        [typeof(WawpV2ErrorBody)] = """{"code":"invalid_session","message":"Session not found","status":404,"error":"Not Found","data":{"status":404}}""",
        [typeof(WawpV1Session)] = """{"name":"newsession","instance_id":"A1B2C3D4E5F6","status":"STARTING","config":{"metadata":{"instance_id":"A1B2C3D4E5F6","access_token":"wa_abc..."}},"engine":{"grpc":{"client":"READY","stream":"READY"},"gows":{"found":true,"connected":true}}}""",
        [typeof(WawpV1Error)] = """{"code":"invalid_instance","message":"Session not found","data":{"status":404,"details":["Session not found"]}}""",
        [typeof(GatewayCreateRequest)] = """{"label":"Sales","start":true}""",
        [typeof(GatewaySession)] = """{"id":"A1B2C3D4E5F6","organizationId":"default","gatewayId":"node-1","label":"Sales","status":"working","waJid":"15550000001:3@s.whatsapp.net","phoneNumber":"15550000001","isAdminSession":false,"autoRead":true,"presenceTyping":false,"ratePerMin":20,"ratePerHour":200,"createdAt":1767225600000,"updatedAt":1767225600000}""",
        [typeof(GatewayPairingRequest)] = """{"phone":"15550000001"}""",
        [typeof(GatewayError)] = """{"error":{"code":"not_found","message":"Session not found","details":{}}}""",
    };

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is null && Known.TryGetValue(context.JsonTypeInfo.Type, out var json))
            schema.Examples = [JsonNode.Parse(json)!];
        return Task.CompletedTask;
    }
}
