"""embed_words.py WORDS.txt MODEL_FOLDER OUT.npz: the sentence encoder all-MiniLM-L6-v2, by numpy alone, over single words."""
import os
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np,json,struct,unicodedata,re
import sys
M = sys.argv[2].rstrip("/") + "/"
def load():
    b=open(M+'model.safetensors','rb').read(); n=struct.unpack('<Q',b[:8])[0]; h=json.loads(b[8:8+n]); W={}
    for k,v in h.items():
        if k=='__metadata__' or v['dtype']!='F32': continue
        s,e=v['data_offsets']; W[k]=np.frombuffer(b[8+n+s:8+n+e],np.float32).reshape(v['shape'])
    return W
W=load(); V={w.rstrip('\n'):i for i,w in enumerate(open(M+'vocab.txt',encoding='utf8'))}
def wp(text):
    t=''.join(c for c in unicodedata.normalize('NFD',text.lower()) if unicodedata.category(c)!='Mn')
    out=[]
    for w in re.findall(r"\w+|[^\w\s]",t):
        i=0;sub=[]
        while i<len(w):
            j=len(w)
            while j>i:
                s=('##' if i else '')+w[i:j]
                if s in V: break
                j-=1
            if j==i: sub=[100];break
            sub.append(V[s]); i=j
        out+=sub
    return out
def ln(x,p): 
    m=x.mean(-1,keepdims=True); v=x.var(-1,keepdims=True)
    return (x-m)/np.sqrt(v+1e-12)*W[p+'.weight']+W[p+'.bias']
def gelu(x):
    return 0.5*x*(1+np.tanh(0.7978845608*(x+0.044715*x**3)))
def lin(x,p): return x@W[p+'.weight'].T+W[p+'.bias']
def forward(ids):
    ids=np.array([[101]+i+[102]+[0]*(max(map(len,ids))-len(i)) for i in ids]); mask=(ids!=0)
    B,L=ids.shape
    x=W['embeddings.word_embeddings.weight'][ids]+W['embeddings.position_embeddings.weight'][:L]+W['embeddings.token_type_embeddings.weight'][0]
    x=ln(x,'embeddings.LayerNorm'); neg=np.where(mask,0,-1e9).astype(np.float32)[:,None,None,:]
    for l in range(6):
        p=f'encoder.layer.{l}.'
        q,k,v=[lin(x,p+'attention.self.'+n).reshape(B,L,12,32).transpose(0,2,1,3) for n in('query','key','value')]
        a=q@k.transpose(0,1,3,2)/np.sqrt(32)+neg; a=np.exp(a-a.max(-1,keepdims=True)); a/=a.sum(-1,keepdims=True)
        o=(a@v).transpose(0,2,1,3).reshape(B,L,384)
        x=ln(x+lin(o,p+'attention.output.dense'),p+'attention.output.LayerNorm')
        x=ln(x+lin(gelu(lin(x,p+'intermediate.dense')),p+'output.dense'),p+'output.LayerNorm')
    return x,mask
def embed(texts,bs=32,maxlen=96):
    ids=[wp(t)[:maxlen] for t in texts]; order=np.argsort([len(i) for i in ids],kind='stable'); out=np.zeros((len(texts),384),np.float32)
    for s in range(0,len(order),bs):
        b=order[s:s+bs]; x,m=forward([ids[i] for i in b])
        e=(x*m[...,None]).sum(1)/m.sum(1,keepdims=True); out[b]=e/np.linalg.norm(e,axis=1,keepdims=True)
    return out
if __name__=='__main__':
    words=[w.rstrip('\n') for w in open(sys.argv[1],encoding='utf8')]
    np.savez(sys.argv[3],words=np.array(words),E=embed(words,bs=128))
